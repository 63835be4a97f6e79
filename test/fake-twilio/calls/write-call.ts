import { inDollars } from "../account/account.ts";
import { friendlyNameOf } from "../account/number-resource.ts";
import type { FakeCore } from "../core.ts";
import { rfc2822 } from "../dates.ts";
import type { PhoneCall } from "./phone-call.ts";
import { secondsOf } from "./progress.ts";
import type { Recording } from "./recordings.ts";

const dateOf = (instant: number | undefined): string | null =>
  instant === undefined ? null : rfc2822(instant);

const subresources = {
  notifications: "Notifications",
  recordings: "Recordings",
  payments: "Payments",
  events: "Events",
  siprec: "Siprec",
  streams: "Streams",
  transcriptions: "Transcriptions",
  user_defined_message_subscriptions: "UserDefinedMessageSubscriptions",
  user_defined_messages: "UserDefinedMessages",
};

/** How the API tells of a call. */
export const writeCall = (core: FakeCore, call: PhoneCall): object => {
  const isPriced = call.cost !== undefined && !core.account.withholdsPrices;
  return {
    sid: call.sid,
    date_created: rfc2822(call.created),
    date_updated: rfc2822(call.updated),
    parent_call_sid: call.parent?.sid ?? null,
    account_sid: core.accountSid,
    to: call.to,
    to_formatted: friendlyNameOf(call.to),
    from: call.from,
    from_formatted: friendlyNameOf(call.from),
    phone_number_sid: call.number?.sid ?? null,
    status: call.status,
    start_time: dateOf(call.begun),
    end_time: dateOf(call.ended),
    // Zero for those that nobody took.
    duration: call.ended === undefined ? null : String(secondsOf(call, call.ended)),
    price: isPriced ? `-${inDollars(call.cost ?? 0)}` : null,
    price_unit: "USD",
    direction: call.direction,
    answered_by: call.answeredBy ?? null,
    api_version: "2010-04-01",
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(call.queueTime),
    trunk_sid: null,
    uri: core.uriOf(`/Calls/${call.sid}.json`),
    subresource_uris: Object.fromEntries(
      Object.entries(subresources).map(([name, path]) => [
        name,
        core.uriOf(`/Calls/${call.sid}/${path}.json`),
      ]),
    ),
  };
};

/** How the API tells of a recording: of the account, or of a call. */
export const writeRecording = (core: FakeCore, recording: Recording, from: "account" | "call"): object => {
  const isOver = recording.status === "completed";
  const path = `/Recordings/${recording.sid}`;
  const common = {
    account_sid: core.accountSid,
    api_version: "2010-04-01",
    call_sid: recording.callSid,
    conference_sid: null,
    date_created: rfc2822(recording.created),
    date_updated: rfc2822(recording.created),
    start_time: rfc2822(recording.created),
    duration: isOver ? String(recording.duration) : "-1",
    sid: recording.sid,
    price: null,
    price_unit: "USD",
    status: recording.status,
    channels: 1,
    source: recording.source,
    error_code: null,
    encryption_details: null,
  };
  if (from === "call") {
    return { ...common, track: "both", uri: core.uriOf(`/Calls/${recording.callSid}${path}.json`) };
  }
  return {
    ...common,
    uri: core.uriOf(`${path}.json`),
    subresource_uris: {
      add_on_results: core.uriOf(`${path}/AddOnResults.json`),
      transcriptions: core.uriOf(`${path}/Transcriptions.json`),
    },
    media_url: `https://api.twilio.com${core.uriOf(path)}`,
  };
};
