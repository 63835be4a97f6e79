import { RingbackError } from "../../../kernel/errors.ts";
import { type Address, readAddressAtOnce } from "../../numbers/read-address.ts";
import { refuseRequest, type TextRequest } from "./text-request.ts";

/** Whom a text is for: somebody, an existing group, or those who are to make a new one. */
export type TextTarget =
  | Address
  | { readonly kind: "group"; readonly value: string }
  | { readonly kind: "members"; readonly values: readonly string[] };

/** Reads whom a text is for, once numbers can be read. Throws `number_protected`, and `validation_error` for what nobody could be reached by. */
export const readTarget = ({ toNumber = "", recipients }: TextRequest): TextTarget => {
  if (recipients !== undefined) return { kind: "members", values: readMembers(recipients) };
  if (toNumber.startsWith("grp_")) return { kind: "group", value: toNumber };
  return readRecipient(toNumber, "to_number");
};

const readMembers = (recipients: readonly string[]): readonly string[] => {
  const read = recipients.map((recipient, place) => readRecipient(recipient, `recipients[${place}]`));
  const members = [...new Set(read.map(({ value }) => value))];
  if (read.some(({ kind }) => kind === "short_code")) {
    throw refuseRequest("A short code cannot be in a group.", "recipients");
  }
  if (members.length < 2)
    throw refuseRequest("A group needs at least two different recipients.", "recipients");
  return members;
};

const readRecipient = (spelling: string, path: string): Address => {
  try {
    return readAddressAtOnce(spelling);
  } catch (error) {
    if (!(error instanceof RingbackError) || error.code !== "validation_error") throw error;
    throw refuseRequest(`Invalid phone number: ${spelling}`, path);
  }
};
