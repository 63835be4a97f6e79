import { inDollars } from "../account/account.ts";
import type { FakeCore } from "../core.ts";
import { rfc2822 } from "../dates.ts";

export interface MessageMedia {
  readonly sid: string;
  readonly contentType: string;
  /** Where the bytes lie, at Twilio's other host. */
  readonly location: string;
  readonly date: string;
}

export type MessageStatus =
  "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "received" | "canceled";

/** A text at Twilio. */
export interface Message {
  readonly sid: string;
  readonly direction: "inbound" | "outbound-api" | "outbound-reply";
  readonly from: string;
  readonly to: string;
  body: string;
  readonly segments: number;
  readonly mediaCount: number;
  /** What lies at Twilio: files that came in, and copies of those that went out. */
  readonly media: MessageMedia[];
  readonly created: number;
  updated: number;
  sent: number | undefined;
  status: MessageStatus;
  errorCode: number | undefined;
  /** Millionths of a dollar. */
  price: number | undefined;
  readonly statusCallback: string | undefined;
  readonly messagingServiceSid: string | undefined;
}

/** A text as the API tells of it: everything there, null where nothing is known. */
export const writeMessage = ({ accountSid, uriOf, account }: FakeCore, message: Message): object => ({
  sid: message.sid,
  account_sid: accountSid,
  api_version: "2010-04-01",
  body: message.body,
  date_created: rfc2822(message.created),
  date_sent: message.sent === undefined ? null : rfc2822(message.sent),
  date_updated: rfc2822(message.updated),
  direction: message.direction,
  error_code: message.errorCode ?? null,
  error_message: message.errorCode === undefined ? null : `Error ${message.errorCode}`,
  from: message.from,
  messaging_service_sid: message.messagingServiceSid ?? null,
  num_media: String(message.mediaCount),
  num_segments: String(message.segments),
  price: message.price === undefined || account.withholdsPrices ? null : `-${inDollars(message.price)}`,
  price_unit: "USD",
  status: message.status,
  subresource_uris: {
    media: uriOf(`/Messages/${message.sid}/Media.json`),
    feedback: uriOf(`/Messages/${message.sid}/Feedback.json`),
  },
  to: message.to,
  uri: uriOf(`/Messages/${message.sid}.json`),
});

export const writeMedia = (
  { accountSid, uriOf }: FakeCore,
  message: Message,
  media: MessageMedia,
): object => ({
  sid: media.sid,
  account_sid: accountSid,
  parent_sid: message.sid,
  content_type: media.contentType,
  date_created: media.date,
  date_updated: media.date,
  uri: uriOf(`/Messages/${message.sid}/Media/${media.sid}.json`),
});
