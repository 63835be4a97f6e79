import type { FakeCore } from "../core.ts";
import type { NumberResource } from "../account/number-resource.ts";
import { isMistake, readTwiml, textsInTwiml, type TwimlText } from "../calls/read-twiml.ts";
import type { Message, MessageStatus } from "./message.ts";

/** Tells whoever wants to know how a text that went out stands. There is no news of `queued`. */
export const tellOfStatus = async (
  { accountSid, callbacks }: FakeCore,
  message: Message,
  status: MessageStatus,
  times: number,
): Promise<void> => {
  if (message.statusCallback === undefined) return;
  const fields = {
    ...(status === "failed" || status === "undelivered"
      ? { ErrorCode: message.errorCode === undefined ? undefined : String(message.errorCode) }
      : {}),
    SmsSid: message.sid,
    SmsStatus: status,
    MessageStatus: status,
    To: message.to,
    MessageSid: message.sid,
    MessagingServiceSid: message.messagingServiceSid,
    AccountSid: accountSid,
    From: message.from,
    ApiVersion: "2010-04-01",
    RawDlrDoneDate:
      status === "delivered" || status === "undelivered" ? doneDate(message.updated) : undefined,
  };
  for (let time = 0; time < times; time += 1) await callbacks.send({ url: message.statusCallback, fields });
};

/** `YYMMDDhhmm` */
const doneDate = (instant: number): string =>
  new Date(instant).toISOString().replaceAll(/\D/g, "").slice(2, 12);

/** Tells of a text that came in, at the number's URL, or, where that answers badly, at its other one. Answers what is to be said back. */
export const tellOfText = async (
  core: FakeCore,
  number: NumberResource,
  message: Message,
): Promise<readonly TwimlText[]> => {
  if (number.sms_url === "" || number.sms_application_sid !== null) return [];
  const fields = inboundFields(core, message);
  const url = number.sms_url;
  const record = await core.callbacks.send({ url, method: number.sms_method, fields });
  if (record === undefined) return [];
  if (record.code !== undefined && number.sms_fallback_url !== "") {
    const second = await core.callbacks.send({
      url: number.sms_fallback_url,
      method: number.sms_fallback_method,
      fields: { ...fields, ErrorCode: String(record.code), ErrorUrl: record.url },
    });
    return second?.code === undefined && second !== undefined ? textsIn(core, second.url, second) : [];
  }
  return record.code === undefined ? textsIn(core, url, record) : [];
};

const textsIn = (
  { alerts }: FakeCore,
  url: string,
  { contentType = "", body }: { readonly contentType: string | undefined; readonly body: string },
): readonly TwimlText[] => {
  const complain = (code: number, what: string): readonly TwimlText[] => {
    alerts.push({ code, about: url, what });
    return [];
  };
  if (!/\bxml\b/.test(contentType))
    return complain(12300, `Its content type is ${contentType || "missing"}.`);
  const verbs = readTwiml(body);
  return isMistake(verbs) ? complain(verbs.code, verbs.message) : textsInTwiml(verbs);
};

const inboundFields = (
  { accountSid, url, uriOf }: FakeCore,
  message: Message,
): Record<string, string | undefined> => ({
  ToCountry: countryOf(message.to),
  ToState: "",
  SmsMessageSid: message.sid,
  NumMedia: String(message.mediaCount),
  ToCity: "",
  FromZip: "",
  SmsSid: message.sid,
  FromState: "",
  SmsStatus: "received",
  FromCity: "",
  Body: message.body,
  FromCountry: countryOf(message.from),
  To: message.to,
  ToZip: "",
  NumSegments: String(message.segments),
  MessageSid: message.sid,
  AccountSid: accountSid,
  From: message.from,
  ApiVersion: "2010-04-01",
  ...Object.fromEntries(
    message.media.flatMap(({ sid, contentType }, index) => [
      [`MediaContentType${index}`, contentType],
      [`MediaUrl${index}`, `${url}${uriOf(`/Messages/${message.sid}/Media/${sid}`)}`],
    ]),
  ),
});

const countryOf = (e164: string): string =>
  e164.startsWith("+1") ? "US" : e164.startsWith("+44") ? "GB" : "";
