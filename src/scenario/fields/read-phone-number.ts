import { protectedNumberReason } from "../../kernel/numbers/protected-numbers.ts";
import { quote } from "../source/quote.ts";
import type { Reading } from "./scalar.ts";

/** Reads an E.164 number. Whether such a number is in use in its country is not asked. */
export const readPhoneNumber = (text: string): Reading<string> => {
  const reason = protectedNumberReason(text);
  if (reason !== undefined)
    return { message: reason, cure: "Use a number of your own, such as +14155550123." };
  if (/^\+[1-9]\d{6,14}$/.test(text)) return { value: text };
  return { message: `${quote(text)} is not a phone number in E.164 form.`, cure: cureFor(text) };
};

/** Whether somebody who wrote this meant a number and not a name. */
export const looksLikeNumber = (text: string): boolean => /^[+(\d][\d\s().\-/\u00a0]*$/.test(text);

const cureFor = (text: string): string => {
  const digits = text.replaceAll(/\D/g, "");
  const bare = `+${digits}`;
  if (looksLikeNumber(text) && /^\+[1-9]\d{6,14}$/.test(bare)) {
    if (text.startsWith("+")) return `Write ${quote(bare)}, without spaces or signs.`;
    if (!text.startsWith("0") && digits.length > 10) return `Write ${quote(bare)}, with the + in front.`;
  }
  return "Write + and the country code, then digits only, 7 to 15 in all: +14155550123.";
};
