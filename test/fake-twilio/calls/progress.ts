import type { FakeCore } from "../core.ts";
import { rfc2822 } from "../dates.ts";
import type { PhoneCall } from "./phone-call.ts";

/** An event of a call that its status callback may ask for. */
export type CallEvent = "initiated" | "ringing" | "answered" | "completed";

/** The fields of a callback. What is undefined is left out. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** In seconds; a call that somebody took lasted at least one. */
export const secondsOf = (call: PhoneCall, now: number): number => {
  if (call.answered === undefined) return 0;
  return Math.max(1, Math.round(((call.ended ?? now) - call.answered + call.passed) / 1000));
};

/** What stands in every request that is about a call. */
export const voiceFields = (core: FakeCore, call: PhoneCall, status: string = call.status): Fields => ({
  CallSid: call.sid,
  AccountSid: core.accountSid,
  From: call.from,
  Caller: call.from,
  To: call.to,
  Called: call.to,
  CallStatus: status,
  ApiVersion: "2010-04-01",
  Direction: call.direction,
  ParentCallSid: call.parent?.sid,
  FromCity: "",
  FromCountry: "US",
  ToCity: "",
  ToCountry: "US",
});

const endFields = (call: PhoneCall, now: number): Fields => {
  const seconds = secondsOf(call, now);
  const wasAnswered = call.answered !== undefined;
  return {
    SipResponseCode: String(call.sipCode),
    CallDuration: wasAnswered ? String(seconds) : undefined,
    Duration: wasAnswered ? String(Math.ceil(seconds / 60)) : undefined,
    AnsweredBy: call.answeredBy,
  };
};

/**
 * Tells whoever asked for it of a call's progress. What is told is written down now and sent once the one before it was
 * answered: only a fault disorders them.
 */
export const tellProgress = (core: FakeCore, call: PhoneCall, event: CallEvent, more: Fields = {}): void => {
  const address = call.order.status;
  if (address === undefined || !address.events.includes(event)) return;
  const now = core.realTime.now();
  const fields: Fields = {
    ...voiceFields(core, call, event === "initiated" ? "initiated" : call.status),
    CallbackSource: "call-progress-events",
    Timestamp: rfc2822(now),
    SequenceNumber: String(call.callbacksSent),
    ...(event === "completed" ? endFields(call, now) : {}),
    ...more,
  };
  call.callbacksSent += 1;
  const before = call.lastCallback;
  const relay = event === "completed" && call.told === "by socket" ? call.lastRelay : undefined;
  call.lastCallback = core.work.run(async () => {
    await before;
    await relay;
    await core.callbacks.send({ url: address.url, method: address.method, fields });
  });
};

/** The telephone at the other end rings. */
export const startRinging = (core: FakeCore, call: PhoneCall): void => {
  call.begun = core.realTime.now();
  call.updated = call.begun;
  if (call.direction !== "inbound") tellProgress(core, call, "initiated");
  call.status = "ringing";
  tellProgress(core, call, "ringing");
  call.bell.ring();
};
