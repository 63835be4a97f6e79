import type { AttemptOutcome } from "./deliveries-port.ts";

const minute = 60_000;
const hour = 60 * minute;

/** How long after the start of an attempt the next one starts. */
const pauses = [5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour];

/** Statuses of the sender's side that say no more than: not now. */
const passing: readonly number[] = [408, 429];

/** How long after the start of a failed attempt to try again, in milliseconds; undefined when nobody tries any more. */
export const pauseAfter = (outcome: AttemptOutcome, attempts: number): number | undefined =>
  mayPass(outcome) ? pauses[attempts - 1] : undefined;

const mayPass = (outcome: AttemptOutcome): boolean =>
  "failure" in outcome
    ? outcome.failure === "timeout" || outcome.failure === "connection"
    : outcome.status >= 500 || passing.includes(outcome.status);

/** Whether an answer says that the delivery was taken. */
export const isTaken = (outcome: AttemptOutcome): boolean =>
  "status" in outcome && outcome.status >= 200 && outcome.status < 300;
