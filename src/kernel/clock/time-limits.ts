import type { Clock } from "./clock.ts";

/** How a limit ended: its time has passed, or the world it was set in is no more. */
export type LimitEnd = "passed" | "world ended";

/** The kind of the timers that end waits. */
export const limitKind = "wait.limit";

/**
 * How long requests may wait, on a world's clock. Whoever waits does so at a socket of this process, so limits are no
 * part of what the world is: a snapshot leaves them out.
 */
export class TimeLimits {
  readonly #clock: Clock;
  readonly #open = new Map<string, (end: LimitEnd) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Calls back when so many milliseconds have passed, unless the function it answers was called before. Time that moves
   * by waiting goes no further than a limit; as `upkeep` it is only passed.
   */
  open(
    id: string,
    milliseconds: number,
    onEnd: (end: LimitEnd) => void,
    as: "limit" | "upkeep" = "limit",
  ): () => void {
    const { id: timerId } = this.#clock.schedule({
      at: this.#clock.now() + milliseconds,
      class: as,
      kind: limitKind,
      payload: { limit: id },
    });
    this.#open.set(id, onEnd);
    return () => {
      if (this.#open.delete(id)) this.#clock.cancel(timerId);
    };
  }

  /** The timer of a limit fired. */
  pass(id: string): void {
    const onEnd = this.#open.get(id);
    this.#open.delete(id);
    onEnd?.("passed");
  }

  /** Ends every limit: nothing more will happen in the world as it was. */
  endAll(): void {
    const ending = [...this.#open.values()];
    this.#open.clear();
    for (const onEnd of ending) onEnd("world ended");
  }
}
