import { RingbackError } from "../../../kernel/errors.ts";
import { type Address, readAddress } from "../../numbers/read-address.ts";
import { refuseRequest, type TextRequest } from "./text-request.ts";

/** Whom a text is for: somebody, an existing group, or those who are to make a new one. */
export type TextTarget =
  | Address
  | { readonly kind: "group"; readonly value: string }
  | { readonly kind: "members"; readonly values: readonly string[] };

/** Reads whom a text is for. Throws `number_protected`, and `validation_error` for what nobody could be reached by. */
export const readTarget = async ({ toNumber = "", recipients }: TextRequest): Promise<TextTarget> => {
  if (recipients !== undefined) return { kind: "members", values: await readMembers(recipients) };
  if (toNumber.startsWith("grp_")) return { kind: "group", value: toNumber };
  return readRecipient(toNumber, "to_number");
};

const readMembers = async (recipients: readonly string[]): Promise<readonly string[]> => {
  const read = await Promise.all(
    recipients.map((recipient, place) => readRecipient(recipient, `recipients[${place}]`)),
  );
  const members = [...new Set(read.map(({ value }) => value))];
  if (read.some(({ kind }) => kind === "short_code")) {
    throw refuseRequest("A short code cannot be in a group.", "recipients");
  }
  if (members.length < 2)
    throw refuseRequest("A group needs at least two different recipients.", "recipients");
  return members;
};

const readRecipient = async (spelling: string, path: string): Promise<Address> => {
  try {
    return await readAddress(spelling);
  } catch (error) {
    if (!(error instanceof RingbackError) || error.code !== "validation_error") throw error;
    throw refuseRequest(`Invalid phone number: ${spelling}`, path);
  }
};
