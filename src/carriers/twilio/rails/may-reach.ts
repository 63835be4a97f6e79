import { RingbackError } from "../../../kernel/errors.ts";
import type { Allowed, RealSettings } from "../settings/real-settings.ts";
import { maskNumber } from "./masked.ts";
import type { RealAct } from "./rails.ts";
import { unsafeDigits } from "./safe-digits.ts";
import { isE164, unsafeRecipient } from "./safe-recipient.ts";

type Leaves = Pick<RealSettings, "allowTo" | "allowFrom" | "allowBuying" | "allowReleasing">;

/** Why an act is refused whatever the hour and the money; undefined where it may be done. */
export const refusalOfAct = (act: RealAct, settings: Leaves): RingbackError | undefined => {
  switch (act.do) {
    case "text":
    case "call":
    case "transfer":
      return refusalOfRecipient(act.to, settings.allowTo);
    case "take":
      return isOn(settings.allowFrom, act.from) ? undefined : notHeard(act.from);
    case "press": {
      const why = unsafeDigits(act.digits);
      return why === undefined ? undefined : new RingbackError("number_protected", why);
    }
    case "buy":
      return settings.allowBuying
        ? undefined
        : switchedOff("bought", "costs every month", "RINGBACK_REAL_ALLOW_BUY");
    case "release":
      if (!settings.allowReleasing) {
        return switchedOff("given back", "is somebody else's for ever", "RINGBACK_REAL_ALLOW_RELEASE");
      }
      return isE164(act.number) ? undefined : notANumber(act.number);
  }
};

/** Whether somebody is on a list: as they are written there, sign for sign. */
export const isOn = (allowed: Allowed, e164: string): boolean =>
  allowed === "everybody" || allowed.includes(e164);

const refusalOfRecipient = (to: string, allowTo: Allowed): RingbackError | undefined => {
  const unsafe = unsafeRecipient(to);
  if (unsafe !== undefined) return new RingbackError(unsafe.code, unsafe.why, { number: maskNumber(to) });
  if (isOn(allowTo, to)) return undefined;
  const list =
    allowTo.length === 0
      ? "RINGBACK_REAL_ALLOW_TO is empty, so nobody may be"
      : "it is not in RINGBACK_REAL_ALLOW_TO";
  return new RingbackError(
    "recipient_not_allowed",
    `${maskNumber(to)} may not be reached: ${list}. If its owner agrees, add it there in E.164 form and start ringback again.`,
    { number: maskNumber(to) },
  );
};

const notHeard = (from: string): RingbackError =>
  new RingbackError(
    "recipient_not_allowed",
    `A call from ${maskNumber(from)} is not taken: it is not in RINGBACK_REAL_ALLOW_FROM. Add it there and start ringback again.`,
    { number: maskNumber(from) },
  );

const notANumber = (number: string): RingbackError =>
  new RingbackError(
    "recipient_not_allowed",
    `${maskNumber(number)} is no telephone number in E.164 form, so it cannot be given back. Write it like +14155550123.`,
  );

const switchedOff = (done: string, consequence: string, name: string): RingbackError =>
  new RingbackError(
    "not_possible",
    `No real number is ${done} unless you say so, for it ${consequence}. Set ${name}=1 and start ringback again.`,
  );
