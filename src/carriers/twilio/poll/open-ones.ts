/** How often to ask about something, in milliseconds. */
interface Patience {
  /** Until it is asked about for the first time. */
  readonly first: number;
  /** Between two times. */
  readonly least: number;
  readonly most: number;
}

/** How long a text or call may be without an end before it is asked about, and how often then. */
export const patienceFor = {
  poll: {
    texts: { first: 0, least: 5_000, most: 600_000 },
    calls: { first: 0, least: 5_000, most: 5_000 },
  },
  webhook: {
    texts: { first: 120_000, least: 120_000, most: 600_000 },
    calls: { first: 120_000, least: 120_000, most: 120_000 },
  },
};

interface OpenOne {
  readonly since: number;
  nextAt: number;
}

/** How many are asked about in one go. */
const mostAtOnce = 20;

/** Texts or calls whose end is not known: which of them to ask Twilio about. The longer one takes, the more seldom. */
export class OpenOnes {
  readonly #patience: Patience;
  readonly #rows = new Map<string, OpenOne>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** Who has waited longest comes first. */
  due(open: readonly string[], now: number): readonly string[] {
    const present = new Set(open);
    for (const sid of this.#rows.keys()) if (!present.has(sid)) this.#rows.delete(sid);
    for (const sid of present) {
      if (!this.#rows.has(sid)) this.#rows.set(sid, { since: now, nextAt: now + this.#patience.first });
    }
    return [...this.#rows]
      .filter(([, { nextAt }]) => nextAt <= now)
      .sort(([, one], [, other]) => one.nextAt - other.nextAt)
      .slice(0, mostAtOnce)
      .map(([sid]) => sid);
  }

  asked(sid: string, now: number): void {
    const row = this.#rows.get(sid);
    if (row === undefined) return;
    const { least, most } = this.#patience;
    row.nextAt = now + Math.min(most, Math.max(least, (now - row.since) / 4));
  }

  /** There is nothing to be known of it. */
  giveUp(sid: string): void {
    const row = this.#rows.get(sid);
    if (row !== undefined) row.nextAt = Infinity;
  }
}
