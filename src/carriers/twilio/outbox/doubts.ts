import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { RingbackError } from "../../../kernel/errors.ts";
import type { OutboxRow, RealStore } from "../state/real-state.ts";
import { doneMeanwhile, inDoubt } from "./outbox-refusals.ts";
import { isSame, likenessOf } from "./outbox-rows.ts";
import type { Errand } from "./outbox.ts";

interface DoubtsParts {
  readonly store: RealStore;
  readonly realTime: RealTime;
}

/** An errand, and when whoever wants it asked for it. */
export type Asked<Done extends { readonly sid: string }> = Errand<Done> & { readonly askedAt: number };

type AnyErrand = Errand<{ readonly sid: string }>;

/** Purchases are made one by one: how long after it was its turn one may have been asked for before, in milliseconds. */
const turnMs = 2_000;

/** How long nothing is done of which the like may have been done, in milliseconds. */
const doubtfulMs = 300_000;

/** Of which errands the like may have been done: clients try again by themselves when they hear nothing. */
export class Doubts {
  readonly #parts: DoubtsParts;
  /** When it became known what had become of the like. */
  readonly #overAt = new Map<string, number>();

  constructor(parts: DoubtsParts) {
    this.#parts = parts;
  }

  /** When whoever wants it has asked for it at the earliest. */
  askedAt({ kind }: AnyErrand): number {
    return this.#parts.realTime.now() - (kind === "buy" ? turnMs : 0);
  }

  /** Why an errand may be one that was asked for before; undefined where it is none. */
  refusalOf(errand: Asked<{ readonly sid: string }>): RingbackError | undefined {
    const { store, realTime } = this.#parts;
    const now = realTime.now();
    const { kind, askedAt } = errand;
    const doubtful = Object.values(store.state.outbox).find((row) => isDoubtful(row, errand, now));
    if (doubtful !== undefined) return inDoubt(kind, doubtful.at + doubtfulMs - now);
    return (this.#overAt.get(doubtOf(errand)) ?? 0) > askedAt ? doneMeanwhile(kind) : undefined;
  }

  /** It was silent for a while, and is found out about as far as it can be. */
  end(errand: AnyErrand): void {
    this.#overAt.set(doubtOf(errand), this.#parts.realTime.now());
  }
}

/** Any purchase is like any other. */
const doubtOf = (errand: AnyErrand): string => (errand.kind === "buy" ? "buy" : likenessOf(errand));

/**
 * Whether nobody knows what became of a row that is just like an errand, or whoever asked for it was told so and may ask
 * again. What is lost for a reason is known to be.
 */
const isDoubtful = (row: OutboxRow, errand: AnyErrand, now: number): boolean =>
  (row.state === "unknown" ||
    (row.state === "lost" && row.why === undefined) ||
    (row.state === "done" && row.why !== undefined)) &&
  Math.abs(now - row.at) < doubtfulMs &&
  isSame(row, errand);
