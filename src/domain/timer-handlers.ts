import type { Carrier } from "../carriers/carrier.ts";
import { limitKind } from "../kernel/clock/time-limits.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { World } from "../world/world.ts";
import type { AgentPhone } from "./agentphone/agentphone.ts";
import type { Delays } from "./faults/delays.ts";
import type { Switchboard } from "./calls/switchboard.ts";
import type { Codes } from "./people/codes.ts";

/** What a timer of some kind does when its instant comes. */
export type TimerHandler = (payload: JsonObject) => void | Promise<void>;

/** Whose timers there are. */
export interface TimedServices {
  readonly carrier: Carrier;
  readonly switchboard: Switchboard;
  readonly codes: Codes;
  readonly delays: Delays;
  readonly agentphone: AgentPhone;
}

/** What the timers of each kind do. */
export const timerHandlersOf = (
  world: World,
  { carrier, switchboard, codes, delays, agentphone }: TimedServices,
): Readonly<Record<string, TimerHandler>> => ({
  "call.pickUp": (payload) => switchboard.pickUp(textOf(payload, "callId")),
  "call.end": (payload) => switchboard.hangUp(textOf(payload, "callId")),
  "call.silence": (payload) => switchboard.passLimit(textOf(payload, "callId"), "silent"),
  "call.length": (payload) => switchboard.passLimit(textOf(payload, "callId"), "too long"),
  "carrier.task": (payload) => carrier.wake(payload),
  "fault.delay": (payload) => delays.end(textOf(payload, "delayId")),
  "webhook.retry": (payload) => agentphone.deliveries.retry(textOf(payload, "deliveryId")),
  "code.expiry": (payload) => codes.expire(textOf(payload, "otpId")),
  "phone.rent": (payload) =>
    agentphone.numbers.collectRent(textOf(payload, "numberId"), Number(payload["dueAt"])),
  "phone.signUp.expiry": (payload) => agentphone.signUps.expire(textOf(payload, "signUpId")),
  "phone.registration.review": (payload) => agentphone.registrations.review(textOf(payload, "accountId")),
  "phone.recording.renewal": (payload) => agentphone.addOns.renewRecording(textOf(payload, "accountId")),
  [limitKind]: (payload) => world.limits.pass(textOf(payload, "limit")),
});

const textOf = (payload: JsonObject, name: string): string => {
  const value = payload[name];
  if (typeof value === "string") return value;
  throw new Error(`A timer came without its ${name}.`);
};
