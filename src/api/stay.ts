import type { Clock, Hold, PendingWait, Visit } from "../kernel/clock/clock.ts";
import type { Delays } from "../domain/faults/delays.ts";

/** Real milliseconds that a delayed request may take to be handled before time goes on without it. */
const longestHandling = 30_000;

/** A request's stay in a world, from its arrival until its answer is recorded. It may wait for the world's time. */
export class Stay {
  readonly #clock: Clock;
  readonly #visit: Visit;
  #hold: Hold | undefined;

  constructor(clock: Clock, visit: Visit) {
    this.#clock = clock;
    this.#visit = visit;
  }

  /** Waits; from the instant at which that is over, time stands still until the request has left. False: the world went away. */
  async wait(delays: Delays, milliseconds: number): Promise<boolean> {
    const pending = this.#visit.wait();
    const isOver = await delays.pass(milliseconds, () => {
      this.#hold = this.#clock.hold("delayed answer", longestHandling);
      pending.end();
    });
    pending.end();
    return isOver;
  }

  /** Waits for whatever may come, until whoever asked ends it; as a player, for what the others do. */
  pend(player?: string): PendingWait {
    const pending = this.#visit.wait(player);
    // A delay that is over has time stand still for the answer. What is waited for now needs time.
    this.#hold?.release();
    this.#hold = undefined;
    return pending;
  }

  leave(): void {
    this.#hold?.release();
    this.#visit.leave();
  }
}
