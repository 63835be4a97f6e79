import { maskText } from "../../../carriers/twilio/rails/masked.ts";

/** An error's sentence, without numbers and secrets. */
export const why = (error: unknown): string =>
  maskText(error instanceof Error ? error.message : String(error));
