import type { AttemptOutcome } from "./deliveries-port.ts";

/** Says in the log's words why an attempt was not taken. */
export const explainOutcome = (outcome: AttemptOutcome, timeoutMs: number): string => {
  if ("status" in outcome) return `HTTP ${outcome.status}`;
  if (outcome.failure !== "timeout" || outcome.why !== "") return outcome.why;
  return `No answer within ${timeoutMs / 1000} s`;
};
