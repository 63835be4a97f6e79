/** The country of an E.164 number, as two letters; undefined where its digits do not say. */
export const countryOf = async (e164: string): Promise<string | undefined> => {
  // Imported at first use, as wherever numbers are read: it takes a while.
  const plans = await import("./number-plans.ts");
  return plans.parsePhoneNumberFromString(e164)?.country;
};
