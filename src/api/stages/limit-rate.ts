import type { Caller } from "../../domain/caller.ts";
import type { Delays } from "../../domain/faults/delays.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";
import type { Call } from "../call.ts";
import type { RunningWorld } from "../running-world.ts";
import type { Stay } from "../stay.ts";

/** Holds the vendor's limits where the account wants them held. Throws `rate_limited`. */
export const limitRate = ({ domain }: RunningWorld, { accountId }: Caller, call: Call): void => {
  const { rateLimits, name } = call.operation;
  if (rateLimits === undefined) return;
  domain.agentphone.rateLimits.pass({ accountId, key: keyOf(call), operation: name }, rateLimits);
};

/**
 * In `auto` time, lets the time pass that a key was told to stay away before its next request is handled: an agent that
 * slept for as long as it was told has slept by its own clock. Answers a strike that cuts the connection if the world went
 * away meanwhile: who waited in a world that is gone must not act in the one that took its place. Without a promise when
 * there is nothing to wait for.
 */
export const waitOutRetry = (
  { world, domain }: RunningWorld,
  call: Call,
  stay: Stay | undefined,
): Promise<Strike | undefined> | undefined => {
  if (call.operation.api !== "agentphone" || stay === undefined || world.clock.mode() !== "auto")
    return undefined;
  const left = domain.agentphone.rateLimits.takeRetry(keyOf(call));
  return left === 0 ? undefined : waitOut(stay, domain.delays, left);
};

const waitOut = async (stay: Stay, delays: Delays, left: number): Promise<Strike | undefined> =>
  (await stay.wait(delays, left)) ? undefined : { fault: "retry-after", answer: { kind: "reset" } };

/** Remembers how long the vendor told a key to stay away, by whichever refusal. */
export const noteRetry = ({ domain }: RunningWorld, call: Call, { code, details }: RingbackError): void => {
  const { retryAfterSeconds } = details;
  if (code !== "rate_limited" || call.operation.api !== "agentphone") return;
  if (typeof retryAfterSeconds !== "number") return;
  domain.agentphone.rateLimits.noteRetry(keyOf(call), retryAfterSeconds);
};

const keyOf = ({ authorization = "" }: Call): string => authorization.replace(/^Bearer +/i, "");
