import type { Hold, HoldEnd, Instant, RealTime } from "./clock.ts";

/** A hold as it stands: who holds the clock, since when, and for how long at most. */
export interface OpenHold {
  readonly name: string;
  readonly timeout: number;
  readonly openedAt: Instant;
  /** Counts the holds of this clock from 1, in order of opening. */
  readonly ordinal: number;
  /** Who wants to know that nobody released it. */
  readonly end?: HoldEnd | undefined;
}

/** What the holds of a clock need from it. */
export interface HoldOptions {
  readonly realTime: RealTime;
  /** Whether a hold that expires now has stopped the clock, which then owes it a jump. */
  readonly stopsClock: () => boolean;
  readonly changed: () => void;
}

/** Everything in flight, and what has expired without the clock having jumped for it yet. */
export class Holds {
  readonly #options: HoldOptions;
  readonly #open = new Map<OpenHold, () => void>();
  #expired: OpenHold[] = [];
  #opened = 0;

  constructor(options: HoldOptions) {
    this.#options = options;
  }

  /** Whether anything is in flight or still owed its jump. */
  get any(): boolean {
    return this.#open.size > 0 || this.#expired.length > 0;
  }

  get anyOpen(): boolean {
    return this.#open.size > 0;
  }

  get anyExpired(): boolean {
    return this.#expired.length > 0;
  }

  /** The ordinal of the youngest hold so far. */
  get latest(): number {
    return this.#opened;
  }

  list(): readonly OpenHold[] {
    return Array.from(this.#open.keys());
  }

  has(hold: OpenHold): boolean {
    return this.#open.has(hold);
  }

  anyOpenAfter(ordinal: number): boolean {
    if (this.#open.size === 0 || ordinal >= this.#opened) return false;
    for (const hold of this.#open.keys()) if (hold.ordinal > ordinal) return true;
    return false;
  }

  open(name: string, timeout: number, openedAt: Instant, end?: HoldEnd): Hold {
    this.#opened += 1;
    const hold: OpenHold = { name, timeout, openedAt, ordinal: this.#opened, end };
    this.#open.set(
      hold,
      this.#options.realTime.after(timeout, () => this.#expire(hold)),
    );
    this.#options.changed();
    return { release: () => this.#end(hold) };
  }

  takeExpired(): OpenHold | undefined {
    return this.#expired.shift();
  }

  /** Lets go of the jumps still owed: in a mode in which nothing holds, an expired hold moves nothing. */
  forgetExpired(): void {
    const forgotten = this.#expired;
    this.#expired = [];
    for (const { end } of forgotten) end?.paid?.();
  }

  close(): void {
    for (const cancel of this.#open.values()) cancel();
    this.#open.clear();
    this.#expired = [];
  }

  #expire(hold: OpenHold): void {
    const owesJump = this.#options.stopsClock();
    if (owesJump) this.#expired.push(hold);
    hold.end?.expired?.();
    this.#end(hold);
    if (!owesJump) hold.end?.paid?.();
  }

  #end(hold: OpenHold): void {
    const cancel = this.#open.get(hold);
    if (cancel === undefined) return;
    cancel();
    this.#open.delete(hold);
    this.#options.changed();
  }
}
