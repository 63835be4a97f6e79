import { RingbackError } from "../../kernel/errors.ts";
import { parsePhoneNumber } from "./e164.ts";
import { protectedNumberReason } from "./protected-numbers.ts";

/** Reads a number in any international spelling as E.164. Refuses emergency and crisis lines, and what is no number. */
export const requireCallableNumber = async (spelling: string): Promise<string> => {
  const reason = protectedNumberReason(spelling);
  if (reason !== undefined) throw new RingbackError("number_protected", reason, { number: spelling });
  const number = await parsePhoneNumber(spelling);
  if (number !== undefined) return number;
  throw new RingbackError(
    "validation_error",
    `${spelling} is not a telephone number. Write it in E.164 form, such as +14155550123.`,
    { number: spelling },
  );
};
