import type { ErrorCode } from "./errors.ts";

/** Told of what should not go unnoticed: a sentence, and what it is about. */
export type Warn = (
  sentence: string,
  about: "already_past" | "step_failed" | "webhook_unheard" | ErrorCode,
) => void;
