import type { ClockOptions, Instant, JumpSignal } from "./clock.ts";
import type { Bell } from "./bell.ts";
import type { Failure, Firing } from "./firing.ts";
import type { Holds } from "./holds.ts";
import type { Reading } from "./reading.ts";
import type { TimerQueue } from "./timer-queue.ts";
import type { Visits } from "./visits.ts";

/** What stops a move between two instants. */
export interface Stops {
  /** Holds with a greater ordinal stop it; Infinity: none does. */
  readonly holdsAfter: number;
  /** Whether a request of the agent being handled stops it. */
  readonly visits: boolean;
  /** Whether the move is over only when the last hold is. */
  readonly lingers: boolean;
}

/** How an operator's `advance` stops: for every hold, and at its end until the last one is over. */
export const operatorStops: Stops = { holdsAfter: 0, visits: false, lingers: true };

/** How a jump in `auto` stops: for everything in flight, but only on its way. */
export const signalStops: Stops = { holdsAfter: 0, visits: true, lingers: false };

/** How catching up with real time stops: for nothing. */
export const pacedStops: Stops = { holdsAfter: Infinity, visits: false, lingers: false };

const firingsBetweenRests = 1_000;

/** The parts of a clock that a move has to do with. */
export interface MotionParts {
  readonly queue: TimerQueue;
  readonly reading: Reading;
  readonly holds: Holds;
  readonly visits: Visits;
  readonly firing: Firing;
  readonly bell: Bell;
  readonly options: Pick<ClockOptions, "onJump" | "onHoldExpired">;
  /** Called when no move is left under way or queued. */
  readonly idle: () => void;
}

/** What came of a move, with the first failure of a timer that it fired. */
export interface Outcome<Result> {
  readonly result: Result;
  readonly failure: Failure | undefined;
}

/** Moves the reading of a clock from instant to instant, one move at a time. */
export class Motion {
  readonly #parts: MotionParts;
  readonly #queued: (() => void)[] = [];
  #stops: Stops | undefined;
  #busy = false;
  #restedAt = 0;
  #closed = false;

  constructor(parts: MotionParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Whether another move is waiting for its turn. */
  get isWanted(): boolean {
    return this.#queued.length > 0;
  }

  /** Whether the move under way stands still for holds. */
  get heedsHolds(): boolean {
    return this.#stops !== undefined && this.#stops.holdsAfter !== Infinity;
  }

  /** Whether so many timers fired in a row that the process should get to its sockets first. */
  get needsRest(): boolean {
    return this.#parts.firing.fired - this.#restedAt >= firingsBetweenRests;
  }

  async rest(): Promise<void> {
    this.#restedAt = this.#parts.firing.fired;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  close(): void {
    this.#closed = true;
  }

  /** Runs one move when it is its turn. */
  async run<Result>(stops: Stops, move: () => Promise<Result>): Promise<Outcome<Result>> {
    const { firing, reading } = this.#parts;
    if (this.#busy) await new Promise<void>((resolve) => this.#queued.push(resolve));
    this.#busy = reading.frozen = true;
    this.#stops = stops;
    firing.begin();
    try {
      return { result: await move(), failure: firing.failure };
    } finally {
      this.#handOver();
    }
  }

  /** Goes to `target` (or, where that has passed, stays) and fires all that is due until then. Only inside `run`. */
  async goTo(target: Instant, signal: JumpSignal, stops: Stops): Promise<void> {
    const { queue, reading, options } = this.#parts;
    if (this.#stopped) return;
    if (target > reading.at) options.onJump({ signal, from: reading.at, to: target });
    while (!this.#stopped) {
      const more = queue.firstAt <= target;
      if (!more && !stops.lingers) break;
      if (this.#isBlocked(stops)) {
        await this.#standStill(stops);
        continue;
      }
      if (!more) break;
      const running = this.#fireFirst();
      if (running !== undefined) await running;
    }
    if (!this.#stopped) reading.goTo(target);
  }

  /** Fires, without a jump, all that `reach` says is due by now. Only inside `run`. */
  async catchUp(reach: () => Instant): Promise<void> {
    while (!this.#stopped && this.#parts.queue.firstAt <= reach()) {
      const running = this.#fireFirst();
      if (running !== undefined) await running;
    }
  }

  /** Pays out the oldest expired hold: moves on by what it took, and says so. Only inside `run`. */
  async payOut(stops: Stops): Promise<void> {
    const hold = this.#parts.holds.takeExpired();
    if (hold === undefined) return;
    // Older holds have spent the same real time, so they do not stop this jump.
    const onTheWay: Stops = { ...stops, holdsAfter: this.#parts.holds.latest, lingers: false };
    await this.goTo(hold.openedAt + hold.timeout, "hold", onTheWay);
    if (this.#closed) return;
    this.#parts.options.onHoldExpired(hold.name, hold.timeout);
    hold.end?.paid?.();
  }

  get #stopped(): boolean {
    return this.#closed || this.#parts.firing.looping;
  }

  /** Fires the first instant, or takes a rest that is due; the caller then looks anew at what is first. */
  #fireFirst(): Promise<void> | undefined {
    const { queue, reading, firing, bell } = this.#parts;
    if (this.needsRest) return this.rest();
    reading.goTo(queue.firstAt);
    const running = firing.instant();
    if (running !== undefined) return running.then(() => bell.ring());
    bell.ring();
    return undefined;
  }

  #isBlocked(stops: Stops): boolean {
    if (this.#isVisited(stops)) return true;
    if (stops.holdsAfter === Infinity) return false;
    const { holds } = this.#parts;
    return holds.anyExpired || holds.anyOpenAfter(stops.holdsAfter);
  }

  #isVisited(stops: Stops): boolean {
    return stops.visits && this.#parts.visits.handled > 0;
  }

  async #standStill(stops: Stops): Promise<void> {
    if (this.#parts.holds.anyExpired && !this.#isVisited(stops)) await this.payOut(stops);
    else await this.#parts.bell.heard();
  }

  #handOver(): void {
    this.#stops = undefined;
    const next = this.#queued.shift();
    if (next !== undefined) return next();
    this.#busy = this.#parts.reading.frozen = false;
    this.#parts.idle();
  }
}
