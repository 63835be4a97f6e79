import type { Arrival, PendingWait, Visit } from "./clock.ts";

/** The requests being handled and those that wait, as far as time has to care. */
export class Visits {
  /** Hears of every request of the agent that leaves, and of every one that begins or ends to wait. */
  readonly changed: (by: Arrival["by"]) => void;
  readonly waits = new Set<Waiting>();
  /** How many requests of the agent are being handled and do not wait. */
  handled = 0;

  constructor(changed: (by: Arrival["by"]) => void) {
    this.changed = changed;
  }

  get anyWaiting(): boolean {
    return this.waits.size > 0;
  }

  /** Whether somebody who plays a part waits for what the others do. */
  isWaiting(player: string): boolean {
    for (const waiting of this.waits) if (waiting.player === player) return true;
    return false;
  }

  /** Whether somebody waits who has not been told yet that nothing will come. */
  get anyHoping(): boolean {
    for (const waiting of this.waits) if (!waiting.told) return true;
    return false;
  }

  /** Lets a request in; from here until it waits or leaves, it is being handled. */
  admit(by: Arrival["by"]): Visit {
    return new OpenVisit(this, by);
  }

  tellStuck(): void {
    for (const waiting of this.waits) waiting.tell();
  }
}

class OpenVisit implements Visit {
  readonly #visits: Visits;
  readonly #by: Arrival["by"];
  readonly #weight: 0 | 1;
  #waits = 0;
  #left = false;

  constructor(visits: Visits, by: Arrival["by"]) {
    this.#visits = visits;
    this.#by = by;
    this.#weight = by === "agent" ? 1 : 0;
    visits.handled += this.#weight;
  }

  wait(player?: string): PendingWait {
    const visits = this.#visits;
    const waiting = new Waiting(this, player, () => {
      if (!visits.waits.delete(waiting)) return;
      this.#waits -= 1;
      if (this.#waits === 0 && !this.#left) visits.handled += this.#weight;
      visits.changed(this.#by);
    });
    visits.waits.add(waiting);
    if (this.#waits === 0 && !this.#left) visits.handled -= this.#weight;
    this.#waits += 1;
    visits.changed(this.#by);
    return waiting;
  }

  leave(): void {
    if (this.#left) return;
    if (this.#waits > 0) this.#endWaits();
    this.#left = true;
    this.#visits.handled -= this.#weight;
    if (this.#weight > 0) this.#visits.changed(this.#by);
  }

  #endWaits(): void {
    for (const waiting of this.#visits.waits) if (waiting.visit === this) waiting.end();
  }
}

class Waiting implements PendingWait {
  readonly visit: Visit;
  readonly player: string | undefined;
  readonly stuck: Promise<void>;
  readonly end: () => void;
  told = false;
  #resolve: (() => void) | undefined;

  constructor(visit: Visit, player: string | undefined, end: () => void) {
    this.visit = visit;
    this.player = player;
    this.end = end;
    this.stuck = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  tell(): void {
    this.told = true;
    this.#resolve?.();
  }
}
