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
  await awaitPhoneNumbers();
  return readPhoneNumber(text, defaultCountry);
};

/** The same at once, for those who have awaited what `awaitPhoneNumbers` answers. */
export const readPhoneNumber = (text: string, defaultCountry?: string): string | undefined => {
  const plans = numberPlans();
  const spelling = text.normalize("NFKC").replace(/^\s*tel:/i, "");
  const known = defaultCountry !== undefined && plans.isSupportedCountry(defaultCountry);
  const number = plans.parsePhoneNumberFromString(spelling, {
    extract: false,
    ...(known ? { defaultCountry } : {}),
  });
  if (number === undefined || number.ext !== undefined) return undefined;
  return number.isPossible() && isE164(number.number) ? number.number : undefined;
};

/** The country of an E.164 number, as far as its plan tells: `US`, `CA`, `GB`, … Good once numbers can be read. */
export const countryOfNumber = (e164: string): string | undefined =>
  numberPlans().parsePhoneNumberFromString(e164)?.country;

/** What has to be awaited before numbers can be read at once; undefined as soon as they can. */
export const awaitPhoneNumbers = (): Promise<void> | undefined =>
  loaded === undefined ? loadNumberPlans() : undefined;

type NumberPlans = typeof import("./number-plans.ts");

let loaded: NumberPlans | undefined;

// Imported at first use: they take as long as all of ringback takes to start.
const loadNumberPlans = async (): Promise<void> => {
  loaded = await import("./number-plans.ts");
};

const numberPlans = (): NumberPlans => {
  if (loaded === undefined) throw new Error("A number was read before the number plans were there.");
  return loaded;
};
