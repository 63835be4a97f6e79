import { odditiesOf, whyUnusable } from "../../../carriers/twilio/numbers/check-number.ts";
import { foreignUrls, leadsToRingback, urlsOf } from "../../../carriers/twilio/numbers/number-urls.ts";
import { maskNumber } from "../../../carriers/twilio/rails/masked.ts";
import type { OwnedNumber, Twilio } from "../../../carriers/twilio/rest/twilio.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import type { KeptNumber } from "../../../carriers/twilio/state/real-state.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";
import { why } from "./why.ts";

const about = "number";

/** Of each number that was given, whether it is the account's, what it can do, and whom its URLs serve. */
export const checkNumbers = async (
  twilio: Twilio,
  settings: RealSettings,
  kept: Readonly<Record<string, KeptNumber>>,
): Promise<readonly Finding[]> => {
  const bought = Object.keys(kept).filter((number) => kept[number]?.bought === true);
  const wanted = [...new Set([...settings.numbers, ...bought])];
  if (wanted.length === 0) return [nothingToRent(settings)];
  try {
    const owned = await twilio.listNumbers();
    return wanted.flatMap((number) => {
      const found = owned.find(({ phone_number }) => phone_number === number);
      if (found === undefined) return [settings.numbers.includes(number) ? notOwned(number) : gone(number)];
      return checkOne(found, settings, kept[number]?.previous !== undefined);
    });
  } catch (error) {
    return [
      broken(about, why(error), "Without its numbers ringback has none to rent out. See the account above."),
    ];
  }
};

const nothingToRent = ({ allowBuying }: RealSettings): Finding =>
  allowBuying
    ? odd(
        about,
        "None was given, so the first that an agent rents is bought, and costs every month.",
        "Give RINGBACK_REAL_NUMBERS those you have.",
      )
    : odd(
        about,
        "None was given, so agents can rent none.",
        "List the account's numbers in RINGBACK_REAL_NUMBERS.",
      );

const notOwned = (number: string): Finding =>
  broken(
    about,
    `${maskNumber(number)} is not the account's.`,
    "Take it out of RINGBACK_REAL_NUMBERS, or check that TWILIO_ACCOUNT_SID is the account, or sub-account, that has it.",
  );

const gone = (number: string): Finding =>
  odd(
    about,
    `${maskNumber(number)}, which ringback had bought, is no longer the account's.`,
    "The next start forgets it.",
  );

const checkOne = (found: OwnedNumber, settings: RealSettings, isChanged: boolean): readonly Finding[] => {
  const number = maskNumber(found.phone_number);
  const unusable = whyUnusable(found, settings);
  if (unusable !== undefined) return [{ about, state: "fail", says: unusable }];
  const oddities = odditiesOf(found, settings).map((says): Finding => ({ about, state: "warn", says }));
  const urls = checkUrls(found, number, settings, isChanged);
  if (oddities.length + urls.length > 0) return [...oddities, ...urls];
  return [fine(about, `${number} is the account's, texts and talks, and is free to be used.`)];
};

const checkUrls = (
  found: OwnedNumber,
  number: string,
  { hearing }: RealSettings,
  isChanged: boolean,
): readonly Finding[] => {
  const urls = urlsOf(found);
  if (isChanged && leadsToRingback(urls)) {
    const says = `${number} has the URLs that ringback gave it when it last ran, or runs now.`;
    return [odd(about, says, "If none runs, the next start puts back those that it had before.")];
  }
  if (hearing === "poll" || foreignUrls(urls).length === 0) return [];
  const says = `${number} serves something else, which hears nothing while ringback runs.`;
  return [odd(about, says, "Its URLs are put back at the end.")];
};
