import { RingbackError } from "../errors.ts";
import type { Bell } from "./bell.ts";
import type { RealTime } from "./clock.ts";
import type { Firing } from "./firing.ts";
import type { Holds } from "./holds.ts";

/** Where to look for what is in flight, and how long to wait for it. */
export interface InFlightParts {
  readonly holds: Holds;
  readonly firing: Firing;
  readonly bell: Bell;
  readonly realTime: RealTime;
  readonly holdGrace: number;
}

/** What an operator's move may not overtake: open holds and the timer whose handler runs at present. */
export class InFlight {
  readonly #parts: InFlightParts;
  #closed = false;

  constructor(parts: InFlightParts) {
    this.#parts = parts;
  }

  get any(): boolean {
    return this.#parts.holds.anyOpen || this.#parts.firing.current !== undefined;
  }

  /** The refusal to do something to the clock while all this is in flight. */
  refusal(what: string): RingbackError {
    const names = this.#parts.holds.list().map((hold) => hold.name);
    const timer = this.#parts.firing.current;
    return clockHeld(what, timer === undefined ? names : [...names, `timer ${timer.kind}`]);
  }

  /**
   * Waits until everything that is in flight at the call is over; throws `clock_held` when that takes longer than the
   * grace. Whoever holds the clock and asks it to move would otherwise wait for itself.
   */
  async waitForRest(): Promise<void> {
    const { bell, realTime, holdGrace } = this.#parts;
    const remaining = this.#watch();
    let graceIsOver = false;
    const cancel = realTime.after(holdGrace, () => {
      graceIsOver = true;
      bell.ring();
    });
    try {
      for (let names = remaining(); names.length > 0 && !this.#closed; names = remaining()) {
        if (graceIsOver) throw clockHeld("move", names);
        await bell.heard();
      }
    } finally {
      cancel();
    }
  }

  close(): void {
    this.#closed = true;
    this.#parts.bell.ring();
  }

  /** Names, whenever it is asked, what is left of that which is in flight now. */
  #watch(): () => string[] {
    const { holds, firing } = this.#parts;
    const open = holds.list();
    const timer = firing.current;
    return () => {
      const names = open.filter((hold) => holds.has(hold)).map((hold) => hold.name);
      if (timer !== undefined && firing.current === timer) names.push(`timer ${timer.kind}`);
      return names;
    };
  }
}

const clockHeld = (what: string, names: readonly string[]): RingbackError => {
  const held = names.length === 0 ? "another move of the clock" : names.join(", ");
  return new RingbackError(
    "clock_held",
    `The clock cannot ${what} while this is in flight: ${held}. If the caller is what the clock waits for (a webhook ` +
      `handler, a step), it has to answer first and ask afterwards.`,
    { holds: [...names] },
  );
};
