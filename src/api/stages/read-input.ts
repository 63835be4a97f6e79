import { RingbackError } from "../../kernel/errors.ts";
import type { Call } from "../call.ts";
import { refuseInput } from "../refuse-input.ts";

/** Checks a request's input against its contract. Throws `validation_error` with every mistake, or `not_emulated`. */
export const readInput = ({ operation, input }: Call): unknown => {
  if (operation.emulated === false) {
    const message = `ringback does not emulate ${operation.name}. It is documented at ${operation.source}.`;
    throw new RingbackError("not_emulated", message, { operation: operation.name });
  }
  if (input instanceof RingbackError) throw input;
  const result = operation.input().safeParse(input);
  if (result.success) return result.data;
  throw refuseInput(result.error.issues, input);
};
