import { RingbackError } from "../../kernel/errors.ts";
import { awaitPhoneNumbers, readPhoneNumber } from "./e164.ts";
import { protectedNumberReason } from "../../kernel/numbers/protected-numbers.ts";

/** Reads a number in any international spelling as E.164. Refuses emergency and crisis lines, and what is no number. */
export const requireCallableNumber = async (spelling: string): Promise<string> => {
  await awaitPhoneNumbers();
  return readCallableNumber(spelling);
};

/** The same at once, for those who have awaited what `awaitPhoneNumbers` answers. */
export const readCallableNumber = (spelling: string): string => {
  const known = readBefore.get(spelling);
  if (known !== undefined) return known;
  const reason = protectedNumberReason(spelling);
  if (reason !== undefined) throw new RingbackError("number_protected", reason, { number: spelling });
  const number = readPhoneNumber(spelling);
  if (number !== undefined) return remember(spelling, number);
  throw new RingbackError(
    "validation_error",
    `${spelling} is not a telephone number. Write it in E.164 form, such as +14155550123.`,
    { number: spelling },
  );
};

// The same few numbers call and text all day, and reading one costs more than all else that a text does.
const readBefore = new Map<string, string>();
const mostRemembered = 10_000;

const remember = (spelling: string, number: string): string => {
  if (readBefore.size >= mostRemembered) readBefore.clear();
  readBefore.set(spelling, number);
  return number;
};
