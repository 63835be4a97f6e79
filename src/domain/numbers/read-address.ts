import { RingbackError } from "../../kernel/errors.ts";
import { readCallableNumber } from "./callable-number.ts";
import { awaitPhoneNumbers, readPhoneNumber } from "./e164.ts";
import { protectedNumberReason } from "../../kernel/numbers/protected-numbers.ts";

/** Where a text can go to or come from: `value` is E.164, five or six digits, or an address in small letters. */
export interface Address {
  readonly kind: "phone" | "short_code" | "email";
  readonly value: string;
}

/**
 * Reads a telephone number in any spelling (national ones are American), a short code or an email address. Refuses
 * emergency and crisis lines, and what is none of these.
 */
export const readAddress = async (spelling: string): Promise<Address> => {
  await awaitPhoneNumbers();
  return readAddressAtOnce(spelling);
};

/** The same at once, for those who have awaited what `awaitPhoneNumbers` answers. */
export const readAddressAtOnce = (spelling: string): Address => {
  const text = spelling.trim();
  if (isEmail(text)) return { kind: "email", value: text.toLowerCase() };
  if (text.startsWith("+")) return { kind: "phone", value: readCallableNumber(text) };
  const reason = protectedNumberReason(text);
  if (reason !== undefined) throw new RingbackError("number_protected", reason, { number: spelling });
  if (/^\d{5,6}$/.test(text)) return { kind: "short_code", value: text };
  const national = readPhoneNumber(text, "US");
  return { kind: "phone", value: readCallableNumber(national ?? text) };
};

const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
