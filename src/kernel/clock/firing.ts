import { RingbackError } from "../errors.ts";
import type { ClockOptions, Instant, Timer } from "./clock.ts";
import type { TimerQueue } from "./timer-queue.ts";

/** What firing needs: the handler, whom to tell when it fails, and when to call it a loop. */
export type FiringOptions = Pick<ClockOptions, "onTimer" | "onTimerError"> & { readonly loopLimit: number };

/** What a handler threw, be it undefined. */
export interface Failure {
  readonly error: unknown;
}

/** Fires the timers of one instant in order, and remembers the first failure for whoever made the clock move. */
export class Firing {
  readonly #queue: TimerQueue;
  readonly #options: FiringOptions;
  #failure: Failure | undefined;
  #current: Timer | undefined;
  #looping = false;
  #fired = 0;
  #closed = false;

  constructor(queue: TimerQueue, options: FiringOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** The timer whose handler runs at present. */
  get current(): Timer | undefined {
    return this.#current;
  }

  /** True from the moment a loop was cut until somebody makes the clock move again. */
  get looping(): boolean {
    return this.#looping;
  }

  /** How many timers have fired since the clock was made. */
  get fired(): number {
    return this.#fired;
  }

  /** Forgets a loop: the next instant is tried afresh. */
  retry(): void {
    this.#looping = false;
  }

  close(): void {
    this.#closed = true;
  }

  /** The first failure of the move under way. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** A new move: nothing has failed yet. */
  begin(): void {
    this.#failure = undefined;
    this.retry();
  }

  /**
   * Fires every timer of the first instant, those included that its handlers add to it. Answers a promise only when a
   * handler did: most are synchronous, and a day of timers must not cost a day of promises.
   */
  instant(): Promise<void> | undefined {
    return this.#fireFrom(this.#queue.firstAt, 0);
  }

  #fireFrom(at: Instant, firedBefore: number): Promise<void> | undefined {
    for (let fired = firedBefore + 1; !this.#closed; fired += 1) {
      const timer = this.#queue.first();
      if (timer === undefined || timer.at !== at) return undefined;
      if (fired > this.#options.loopLimit) {
        this.#looping = true;
        this.#fail(timer, clockLoop(timer, this.#options.loopLimit));
        return undefined;
      }
      this.#queue.remove(timer.id);
      const running = this.#fire(timer);
      if (running !== undefined) return running.then(() => this.#fireFrom(at, fired));
    }
    return undefined;
  }

  #fire(timer: Timer): Promise<void> | undefined {
    this.#current = timer;
    this.#fired += 1;
    try {
      const running = this.#options.onTimer(timer);
      if (running instanceof Promise) return this.#follow(timer, running);
    } catch (error) {
      this.#fail(timer, error);
    }
    this.#current = undefined;
    return undefined;
  }

  async #follow(timer: Timer, running: Promise<void>): Promise<void> {
    try {
      await running;
    } catch (error) {
      this.#fail(timer, error);
    } finally {
      this.#current = undefined;
    }
  }

  #fail(timer: Timer, error: unknown): void {
    this.#failure ??= { error };
    this.#options.onTimerError(timer, error);
  }
}

const clockLoop = (timer: Timer, loopLimit: number): RingbackError => {
  const instant = new Date(timer.at).toISOString();
  return new RingbackError(
    "clock_loop",
    `More than ${loopLimit} timers fired at ${instant}; the next is of kind "${timer.kind}", which keeps setting ` +
      `itself again for the same instant. Set it at least one millisecond later each time, or cancel it. If that ` +
      `many timers are meant to share an instant, raise loopLimit.`,
    { kind: timer.kind, timer: timer.id, at: timer.at, loopLimit },
  );
};
