import type { WorldEvent } from "../../contract/events.ts";
import type { LimitEnd } from "../../kernel/clock/time-limits.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { Context } from "../context.ts";

/** What somebody waits for, how long on the world's clock, and what to say when it does not come. */
export interface Wish<Found> {
  readonly timeoutMs: number;
  /** Who waits, where they play a part that time waits for. */
  readonly player?: string | undefined;
  /** Looks at what happens; gives what was waited for when it has come. */
  readonly look: (event: WorldEvent, found: (found: Found) => void) => void;
  readonly refuse: (how: LimitEnd | "gone") => RingbackError;
}

/** Waits for something to happen in a world. Throws the wish's refusal when the time has passed, or the world or whoever waits has gone. */
export const standBy = <Found>(
  { running: { world }, stay, gone }: Context,
  { timeoutMs, player, look, refuse }: Wish<Found>,
): Promise<Found> =>
  new Promise((resolve, reject) => {
    // Everything ends in the same step: the clock must not jump once more for a wait that is over.
    const stops: (() => void)[] = [];
    const end = (): void => {
      for (const stop of stops) stop();
    };
    const give = (how: LimitEnd | "gone"): void => {
      end();
      reject(refuse(how));
    };
    const leave = (): void => give("gone");
    if (gone?.aborted === true) return leave();
    gone?.addEventListener("abort", leave);
    stops.push(() => gone?.removeEventListener("abort", leave));
    stops.push(
      world.limits.open(world.nextId("wait"), timeoutMs, give),
      world.events.subscribe((event) =>
        look(event, (found) => {
          end();
          resolve(found);
        }),
      ),
    );
    const pending = stay?.pend(player);
    stops.push(() => pending?.end());
  });
