import { RingbackError } from "../../../kernel/errors.ts";
import { parsePhoneNumber } from "../../numbers/e164.ts";
import { protectedNumberReason } from "../../../kernel/numbers/protected-numbers.ts";

/** Reads whom to call, in any spelling; without a country it is in the United States. Refuses emergency and crisis lines. */
export const readCallee = async (spelling: string): Promise<string> => {
  const reason = protectedNumberReason(spelling);
  if (reason !== undefined) throw blocked(spelling, reason);
  const number = await parsePhoneNumber(spelling, "US");
  if (number === undefined) {
    const message = "must be a telephone number such as +14155550123";
    throw new RingbackError("validation_error", `toNumber ${message}.`, {
      issues: [{ path: "toNumber", message }],
    });
  }
  // 1-911-… is an ordinary number to look at, and what it comes to may not be.
  const hidden = protectedNumberReason(number);
  if (hidden !== undefined) throw blocked(spelling, hidden);
  return number;
};

const blocked = (number: string, reason: string): RingbackError =>
  new RingbackError("number_protected", reason, {
    number,
    says: "This destination is blocked: emergency services, N11 and crisis lines cannot be called.",
  });
