import { RingbackError } from "../../kernel/errors.ts";
import { requireCallableNumber } from "./callable-number.ts";
import { parsePhoneNumber } from "./e164.ts";
import { protectedNumberReason } from "./protected-numbers.ts";

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
  const text = spelling.trim();
  if (isEmail(text)) return { kind: "email", value: text.toLowerCase() };
  if (text.startsWith("+")) return { kind: "phone", value: await requireCallableNumber(text) };
  const reason = protectedNumberReason(text);
  if (reason !== undefined) throw new RingbackError("number_protected", reason, { number: spelling });
  if (/^\d{5,6}$/.test(text)) return { kind: "short_code", value: text };
  const national = await parsePhoneNumber(text, "US");
  return { kind: "phone", value: await requireCallableNumber(national ?? text) };
};

const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
