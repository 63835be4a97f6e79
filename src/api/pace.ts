import type { FaultAnswer } from "../kernel/faults.ts";
import type { RunningWorld } from "./running-world.ts";

type SlowAnswer = Extract<FaultAnswer, { kind: "slow" }>;

/**
 * Sends the pieces of an answer one by one, the first at once, the others as the world's time passes. Resolves when the
 * last has been sent, or with false when the world went away before that.
 */
export const pace = async (
  { world, domain }: RunningWorld,
  { pieces, everyMilliseconds }: Pick<SlowAnswer, "pieces" | "everyMilliseconds">,
  send: (place: number) => void,
): Promise<boolean> => {
  const visit = await world.clock.arrive({ by: "agent", effect: "read" });
  const pending = visit.wait();
  try {
    // All timers are set at once, so that one long advance sends everything.
    const sent = Array.from({ length: pieces }, (_, place) =>
      domain.delays.pass(place * everyMilliseconds, () => send(place)),
    );
    return (await Promise.all(sent)).every((isOver) => isOver);
  } finally {
    pending.end();
    visit.leave();
  }
};
