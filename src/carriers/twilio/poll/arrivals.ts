import { toSecondText } from "../../../kernel/time-text.ts";
import { mostRows } from "../rest/reader.ts";
import type { RealStore } from "../state/real-state.ts";

/** What every text and call has that Twilio lists. */
interface Listed {
  readonly sid: string;
  readonly direction: string;
  readonly status: string;
  readonly date_created: string;
}

interface ArrivalsParts<Facts extends Listed> {
  readonly store: RealStore;
  readonly kind: "texts" | "calls";
  /** What Twilio has for a number since an instant, written to the second, newest first; perhaps up to another one only. */
  readonly list: (number: string, since: string, until?: string) => Promise<readonly Facts[]>;
  /** When it came, as Twilio writes it. */
  readonly whenOf: (facts: Facts) => string | null;
  /** Gets what has to be there before it can be told of. */
  readonly fetch?: (facts: Facts) => Promise<void>;
}

export interface Arrival<Facts> {
  readonly facts: Facts;
  /** Milliseconds since the epoch, by Twilio's clock. */
  readonly when: number;
}

/** What Twilio lists may appear this much later than it came, in milliseconds. */
const overlap = 120_000;

/** What came longer ago, while nobody was there to hear it, is no news, in milliseconds. */
const longestAway = 86_400_000;

/**
 * What came to our numbers, each once. How far it was seen goes by Twilio's dates: this machine's clock may be wrong. Sids are
 * kept as long as Twilio may list them again, in the state file, so that a new process tells of none twice.
 */
export class Arrivals<Facts extends Listed> {
  readonly #parts: ArrivalsParts<Facts>;

  constructor(parts: ArrivalsParts<Facts>) {
    this.#parts = parts;
  }

  /** What is new for a number, oldest first; `from` counts where it was never looked for before. Both by Twilio's clock. */
  async look(number: string, from: number, now: number): Promise<readonly Arrival<Facts>[]> {
    const { store, fetch } = this.#parts;
    const name = this.#nameOf(number);
    if (store.state.cursors[name] === undefined)
      store.change(({ cursors }) => (cursors[name] = wholeSecond(from)));
    const since = wholeSecond(Math.max(store.state.cursors[name] ?? from, now - longestAway));
    const listed = await this.#listAll(number, since);
    const news = listed
      .filter(({ sid }) => store.state.cursors[`${name} ${sid}`] === undefined)
      .map((facts) => ({ facts, when: this.#when(facts) ?? since }))
      .filter(({ facts, when }) => isHere(facts) && when >= since)
      .sort((one, other) => one.when - other.when);
    if (fetch !== undefined) await Promise.all(news.map(({ facts }) => fetch(facts)));
    return news;
  }

  /** Forgets a number that nobody uses any more: what comes meanwhile is nobody's. */
  forget(number: string): void {
    const { store } = this.#parts;
    const name = this.#nameOf(number);
    const known = Object.keys(store.state.cursors).filter(
      (key) => key === name || key.startsWith(`${name} `),
    );
    if (known.length > 0) store.change(({ cursors }) => known.forEach((key) => delete cursors[key]));
  }

  /** From now on none of these is new. */
  note(number: string, news: readonly Arrival<Facts>[]): void {
    const newest = news.at(-1);
    if (newest === undefined) return;
    const name = this.#nameOf(number);
    this.#parts.store.change(({ cursors }) => {
      // Twilio's dates have no fractions: with one here, what came in that second would be forgotten, and told again.
      const seen = wholeSecond(Math.max(cursors[name] ?? 0, newest.when - overlap));
      cursors[name] = seen;
      for (const { facts, when } of news) cursors[`${name} ${facts.sid}`] = when;
      for (const [key, when] of Object.entries(cursors)) {
        if (key.startsWith(`${name} `) && when < seen) delete cursors[key];
      }
    });
  }

  /** Of very many only the newest are listed at once. */
  async #listAll(number: string, since: number): Promise<readonly Facts[]> {
    const found = new Map<string, Facts>();
    for (let until: string | undefined; ;) {
      const before = found.size;
      const listed = await this.#parts.list(number, toSecondText(since), until);
      for (const facts of listed) found.set(facts.sid, facts);
      const oldest = listed.at(-1);
      const isWhole = listed.length < mostRows || found.size === before;
      if (oldest === undefined || isWhole) return [...found.values()];
      until = toSecondText(this.#when(oldest) ?? since);
    }
  }

  #nameOf(number: string): string {
    return `${number} ${this.#parts.kind}`;
  }

  #when(facts: Facts): number | undefined {
    const when = Date.parse(this.#parts.whenOf(facts) ?? facts.date_created);
    return Number.isNaN(when) ? undefined : when;
  }
}

/** A text between two numbers of the account is listed as sent, too; one that is still coming in is not whole. */
const isHere = ({ direction, status }: Listed): boolean => direction === "inbound" && status !== "receiving";

const wholeSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;
