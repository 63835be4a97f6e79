import type { AttemptOutcome } from "./deliveries-port.ts";

/** Says in the log's words why an attempt was not taken. */
export const explainOutcome = (outcome: AttemptOutcome, timeoutMs: number): string => {
  if ("status" in outcome) return `HTTP ${outcome.status}`;
  return outcome.failure === "timeout" ? `No answer within ${timeoutMs / 1000} s` : outcome.why;
};
