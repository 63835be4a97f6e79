import { maskNumber } from "../../../carriers/twilio/rails/masked.ts";
import { unsafeRecipient } from "../../../carriers/twilio/rails/safe-recipient.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";

const about = "recipients";

/** Whether those who may be reached are who was meant. */
export const checkRecipients = (settings: RealSettings): readonly Finding[] => {
  const { allowTo, dryRun } = settings;
  if (allowTo === "everybody") {
    const says = `Everybody with a telephone may be reached${dryRun ? ", once the dry run is over" : ""}.`;
    return [
      odd(
        about,
        says,
        "List numbers in RINGBACK_REAL_ALLOW_TO unless an agent really has to reach strangers.",
      ),
    ];
  }
  if (allowTo.length === 0) {
    return [
      odd(
        about,
        "Nobody may be reached.",
        "List your own telephone in RINGBACK_REAL_ALLOW_TO, such as +14155550123.",
      ),
    ];
  }
  const findings = [
    ...allowTo.flatMap(checkUnsafe),
    ...checkOwn(allowTo, settings),
    ...checkUnitedStates(allowTo, settings),
  ];
  return findings.length > 0
    ? findings
    : [fine(about, `Only ${allowTo.map(maskNumber).join(", ")} may be reached.`)];
};

const checkUnsafe = (number: string): readonly Finding[] => {
  const unsafe = unsafeRecipient(number);
  if (unsafe === undefined) return [];
  return [
    broken(
      about,
      unsafe.why,
      `Take ${maskNumber(number)} out of RINGBACK_REAL_ALLOW_TO: it is refused all the same.`,
    ),
  ];
};

const checkOwn = (allowTo: readonly string[], { numbers }: RealSettings): readonly Finding[] =>
  allowTo
    .filter((number) => numbers.includes(number))
    .map((number) =>
      odd(
        about,
        `${maskNumber(number)} may be reached and is one of your lines: two agents could text each other, and both ways cost.`,
        "Take it out of RINGBACK_REAL_ALLOW_TO unless that is wanted.",
      ),
    );

/** What carriers there do with texts of numbers that nobody registered, which no request of ours can see beforehand. */
const checkUnitedStates = (allowTo: readonly string[], { numbers }: RealSettings): readonly Finding[] => {
  const isNear = (number: string): boolean => number.startsWith("+1");
  if (!allowTo.some(isNear) || !numbers.some(isNear)) return [];
  const says =
    "Texts from a +1 number to people in the United States are blocked (30034, or 30032 from toll-free ones) until the number is registered with the carriers.";
  const cure =
    "Register it in Twilio's Console if you are a business. Calls, and texts to you, work without.";
  return [odd("texts in the US", says, cure)];
};
