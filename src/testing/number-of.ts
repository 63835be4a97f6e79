import { RingbackError } from "../kernel/errors.ts";
import type { Numbered } from "./events.ts";

/** The number of a line or a person, or the number as it was spelt. */
export const numberOf = (party: Numbered | string): string => {
  // JavaScript may hand over nothing at all.
  const given = party as Numbered | string | undefined | null;
  if (typeof given === "string") return given;
  if (given?.number !== undefined) return given.number;
  throw new RingbackError(
    "validation_error",
    "`to` must be a line, a person or a number, and it is neither.",
  );
};
