import type { Operation } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Desk } from "../desk.ts";

/** Turns whatever was thrown into a refusal. What is not one already is ringback's own bug. */
export const toRefusal = (desk: Desk, operation: Operation, error: unknown): RingbackError => {
  if (error instanceof RingbackError) return error;
  desk.onBug(operation.name, error);
  return new RingbackError(
    "internal_error",
    `ringback has a bug in ${operation.name}; your request is not to blame. Its log says more.`,
    { operation: operation.name },
    { cause: error },
  );
};
