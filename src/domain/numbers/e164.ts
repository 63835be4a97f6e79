import { once } from "../../kernel/once.ts";

/** Whether a text is a telephone number in the one form ringback stores: a plus and 7 to 15 digits, nothing else. */
export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);

/**
 * Reads a telephone number in any usual spelling; national ones need a country. Answers E.164, or undefined for what
 * no plan could hold: wrong length, letters, an extension. Fictional numbers are as good as any other.
 */
export const parsePhoneNumber = async (
  text: string,
  defaultCountry?: string,
): Promise<string | undefined> => {
  const plans = await loadNumberPlans();
  const spelling = text.normalize("NFKC").replace(/^\s*tel:/i, "");
  const known = defaultCountry !== undefined && plans.isSupportedCountry(defaultCountry);
  const number = plans.parsePhoneNumberFromString(spelling, {
    extract: false,
    ...(known ? { defaultCountry } : {}),
  });
  if (number === undefined || number.ext !== undefined) return undefined;
  return number.isPossible() && isE164(number.number) ? number.number : undefined;
};

/** The country of an E.164 number, as far as its plan tells: `US`, `CA`, `GB`, … */
export const countryOfNumber = async (e164: string): Promise<string | undefined> =>
  (await loadNumberPlans()).parsePhoneNumberFromString(e164)?.country;

/** Loads the number plans ahead of the first number to read, so that no request waits for them while others pass it. */
export const preparePhoneNumbers = async (): Promise<void> => {
  await loadNumberPlans();
};

// Imported at first use: they take as long as all of ringback takes to start.
const loadNumberPlans = once(() => import("./number-plans.ts"));
