import { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";
import type { Call } from "../call.ts";
import type { RunningWorld } from "../running-world.ts";
import { sayStrike } from "../say-strike.ts";
import type { Stay } from "../stay.ts";

/**
 * Lets a fault strike, and waits if that is what it asks for. Answers what is to become of the request. Controls are
 * never struck. What a scenario asks for can only be refused: it has no connection that could break or be slow. Without a
 * promise when there is nothing to wait for.
 */
export const strikeFault = (
  { faults, domain }: RunningWorld,
  { operation }: Call,
  stay: Stay | undefined,
): Promise<Strike | undefined> | Strike | undefined => {
  if (operation.api === "control") return undefined;
  if (stay === undefined) return faults.strike(operation.name, "status");
  const strike = faults.strike(operation.name);
  if (strike?.answer.kind !== "delay") return strike;
  return passDelay(strike, stay.wait(domain.delays, strike.answer.milliseconds));
};

// Who waited in a world that is gone must not act in the one that took its place.
const passDelay = async (strike: Strike, waiting: Promise<boolean>): Promise<Strike> =>
  (await waiting) ? strike : { fault: strike.fault, answer: { kind: "reset" } };

/** Goes no further when the fault wants nothing done. Throws `fault_struck`. */
export const refuseStruck = (strike: Strike | undefined): void => {
  if (strike === undefined) return;
  const { kind } = strike.answer;
  if (kind !== "status" && kind !== "reset") return;
  throw new RingbackError("fault_struck", sayStrike(strike), { fault: strike.fault, kind });
};
