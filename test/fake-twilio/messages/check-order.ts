import { isUrl } from "../account/number-routes.ts";
import type { FakeCore } from "../core.ts";
import type { Form } from "../rest/form.ts";
import { Refusal } from "../rest/refusal.ts";
import type { Outcome } from "./people.ts";

/** The numbers with a meaning of their own that test credentials know. */
const magicFrom: Readonly<Record<string, number | "ok">> = {
  "+15005550001": 21212,
  "+15005550006": "ok",
  "+15005550007": 21606,
  "+15005550008": 21611,
};

const magicTo: Readonly<Record<string, number>> = {
  "+15005550001": 21211,
  "+15005550002": 21612,
  "+15005550003": 21408,
  "+15005550004": 21610,
  "+15005550009": 21614,
};

/** A text that somebody wants sent. */
export interface MessageOrder {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly statusCallback: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly outcome: Outcome;
}

/** Reads a form, and throws what Twilio would refuse it with. */
export const checkOrder = (core: FakeCore, form: Form): MessageOrder => {
  const to = form.get("To") ?? "";
  const from = form.get("From") ?? "";
  const body = form.get("Body") ?? "";
  const mediaUrls = form.all("MediaUrl");
  const messagingServiceSid = form.get("MessagingServiceSid");
  const statusCallback = form.get("StatusCallback");
  if (to === "") throw new Refusal(21604);
  if (from === "" && messagingServiceSid === undefined) throw new Refusal(21603);
  if (body === "" && mediaUrls.length === 0) throw new Refusal(21602);
  if (body.length > 1600) throw new Refusal(21617);
  if (mediaUrls.length > 10 || mediaUrls.some((url) => !isUrl(url))) throw new Refusal(21620);
  if (statusCallback !== undefined && !isUrl(statusCallback)) throw new Refusal(21609);
  const validity = form.get("ValidityPeriod");
  if (validity !== undefined && !(Number(validity) >= 1 && Number(validity) <= 36_000))
    throw new Refusal(20001);
  const sender = senderOf(core, from);
  checkRecipient(core, sender, to);
  const outcome = core.people.takeOutcome(to);
  if (outcome.refused !== undefined) throw new Refusal(outcome.refused);
  return { to, from: sender, body, mediaUrls, statusCallback, messagingServiceSid, outcome };
};

const senderOf = ({ account }: FakeCore, from: string): string => {
  // A messaging service picks one of its numbers; the fake has one for all.
  const sender =
    from === "" ? (account.numbers.find(({ capabilities }) => capabilities.sms)?.phone_number ?? "") : from;
  const meaning = magicFrom[sender];
  if (typeof meaning === "number") throw new Refusal(meaning);
  if (meaning === "ok") return sender;
  if (!/^\+?\d{5,15}$/.test(sender)) throw new Refusal(21212);
  const number = account.numberOf(sender);
  if (number === undefined) throw new Refusal(21659);
  if (!number.capabilities.sms) throw new Refusal(21606);
  return sender;
};

const checkRecipient = ({ account }: FakeCore, from: string, to: string): void => {
  const meaning = magicTo[to];
  if (meaning !== undefined) throw new Refusal(meaning);
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new Refusal(21211);
  if (to === from) throw new Refusal(21266);
  if (account.type === "Trial" && !account.verified.has(to)) throw new Refusal(21608);
  if (account.optOuts.has(`${from}|${to}`)) throw new Refusal(21610);
};
