import type { Call } from "../../world/call-entities.ts";
import type { Context } from "../context.ts";

/**
 * Resolves when a call is over, so many milliseconds of the world's time have passed, or there is nobody left to tell. A
 * scenario's step is not kept waiting, since the clock waits for it.
 */
export const waitForCall = (
  { running: { world }, stay, gone }: Context,
  { id, endedAt }: Call,
  timeoutMs: number,
): Promise<void> =>
  new Promise((resolve) => {
    if (endedAt !== undefined || stay === undefined || gone?.aborted === true) return resolve();
    // Everything ends in the same step: the clock must not jump once more for a wait that is over.
    const stops: (() => void)[] = [];
    const end = (): void => {
      for (const stop of stops.splice(0)) stop();
      resolve();
    };
    gone?.addEventListener("abort", end);
    stops.push(
      () => gone?.removeEventListener("abort", end),
      world.limits.open(world.nextId("wait"), timeoutMs, end),
      world.events.subscribe((event) => {
        if (event.type === "call.ended" && event.callId === id) end();
      }),
    );
    const pending = stay.pend();
    stops.push(() => pending.end());
  });
