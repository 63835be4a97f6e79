import type { ClockMode, Instant, RealTime } from "./clock.ts";
import type { TimerQueue } from "./timer-queue.ts";

/** Where a clock stands, and in the modes that follow real time how far it may go by now. */
export class Reading {
  readonly #realTime: RealTime;
  readonly #queue: TimerQueue;
  #mode: ClockMode;
  #at: Instant;
  #pacedFrom: Instant;
  #pacedSince: number;

  /** While a move is under way only the move changes the reading. */
  frozen = false;

  constructor(start: Instant, mode: ClockMode, queue: TimerQueue, realTime: RealTime) {
    this.#queue = queue;
    this.#realTime = realTime;
    this.#mode = mode;
    this.#at = this.#pacedFrom = start;
    this.#pacedSince = realTime.now();
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  get at(): Instant {
    return this.#at;
  }

  now(): Instant {
    if (!this.frozen) this.follow();
    return this.#at;
  }

  /** Takes over what real time has passed, but stops short of a timer that has not fired. */
  follow(): void {
    if (this.#mode !== "auto" && this.#mode !== "manual")
      this.goTo(Math.min(this.reach(), this.#queue.firstAt));
  }

  /** Never goes back. */
  goTo(at: Instant): void {
    if (at > this.#at) this.#at = at;
  }

  /** Replaces the reading, backwards too; real time counts from here. */
  reset(at: Instant): void {
    this.#at = at;
    this.pace();
  }

  setMode(mode: ClockMode): void {
    this.now();
    this.#mode = mode;
    this.pace();
  }

  /** Lets real time count from where the clock stands now, so that what a move added stays added. */
  pace(): void {
    this.#pacedFrom = this.#at;
    this.#pacedSince = this.#realTime.now();
  }

  /** The instant up to which timers are due, which is ahead of the reading while a due timer has not fired. */
  reach(): Instant {
    if (typeof this.#mode !== "number") return this.#at;
    const passed = (this.#realTime.now() - this.#pacedSince) * this.#mode;
    return Math.max(this.#at, this.#pacedFrom + Math.floor(passed));
  }

  /** Real milliseconds until the clock follows real time to `at`; Infinity when it does not follow. */
  realTimeUntil(at: Instant): number {
    if (typeof this.#mode !== "number") return Infinity;
    return (at - this.#pacedFrom) / this.#mode - (this.#realTime.now() - this.#pacedSince);
  }
}
