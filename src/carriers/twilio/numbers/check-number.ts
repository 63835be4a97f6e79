import { maskNumber } from "../rails/masked.ts";
import type { OwnedNumber } from "../rest/twilio.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import { foreignUrls, urlsOf } from "./number-urls.ts";

/** Why a number of the account is not used, with the cure; undefined where it is. */
export const whyUnusable = (
  number: OwnedNumber,
  { hearing, takeOver }: Pick<RealSettings, "hearing" | "takeOver">,
): string | undefined => {
  const foreign = foreignUrls(urlsOf(number));
  if (foreign.length === 0 || takeOver || hearing === "poll") return undefined;
  return (
    `The URLs of ${maskNumber(number.phone_number)} (${foreign.join(", ")}) lead to something else that may be in use. ` +
    "Take another number, or set RINGBACK_REAL_TAKE_OVER=1 to have them changed while ringback runs and put back afterwards."
  );
};

/** What is odd about a number that is used all the same, a sentence each. */
export const odditiesOf = (
  number: OwnedNumber,
  { hearing }: Pick<RealSettings, "hearing">,
): readonly string[] => {
  const { capabilities, trunk_sid, voice_application_sid, sms_application_sid } = number;
  const name = maskNumber(number.phone_number);
  const missing = (["voice", "sms"] as const).filter((capability) => capabilities[capability] !== true);
  const owners = [
    ...(trunk_sid ? ["a SIP trunk"] : []),
    ...(voice_application_sid ? ["a voice application"] : []),
    ...(sms_application_sid ? ["an application for texts"] : []),
  ];
  return [
    ...(missing.length === 0
      ? []
      : [`The number ${name} cannot do ${missing.join(" and ")} at Twilio. Use another number for that.`]),
    ...(owners.length === 0 || hearing === "poll"
      ? []
      : [
          `The number ${name} belongs to ${owners.join(" and ")}: Twilio ignores the URLs that ringback gives it. ` +
            "Take it out of there in Twilio's console.",
        ]),
    ...(hearing === "poll" && foreignUrls(urlsOf(number)).length > 0
      ? [
          `The number ${name} has URLs that lead elsewhere: whoever is there hears of its texts and calls too.`,
        ]
      : []),
  ];
};
