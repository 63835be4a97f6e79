import type { Strike } from "../kernel/faults.ts";
import type { Call } from "./call.ts";
import type { RunningWorld } from "./running-world.ts";

/** How the handler of a call hands out its answer piece by piece; undefined where it is wanted whole. */
export const teller = (
  running: RunningWorld,
  { pieces }: Call,
  strike: Strike | undefined,
): ((piece: string) => void) | undefined => {
  // A fault that cuts a body, or makes it slow, does so to the whole of it.
  const isHarmed = strike?.answer.kind === "slow" || strike?.answer.kind === "malformed";
  return pieces === undefined || isHarmed ? undefined : (piece) => pieces.take(piece, { running, strike });
};
