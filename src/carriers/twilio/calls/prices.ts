import type { Rails } from "../rails/rails.ts";
import type { CallFacts } from "../rest/twilio.ts";

/** How often it is asked what a call cost: Twilio takes some minutes to know. */
const mostLooks = 20;

/** What calls that are over cost, once Twilio says so. Until then the rails count what they may have cost at most. */
export class Prices {
  readonly #rails: Rails;
  readonly #awaited = new Map<string, { readonly session: string; looks: number }>();

  constructor(rails: Rails) {
    this.#rails = rails;
  }

  /** A call is over whose price is to be heard. */
  expect(sid: string, session: string): void {
    this.#awaited.set(sid, { session, looks: 0 });
  }

  /** What Twilio calls the calls whose price is still to come. */
  awaited(): readonly string[] {
    return [...this.#awaited.keys()];
  }

  /** How a call stands, perhaps with its price. */
  heard(facts: CallFacts): void {
    const row = this.#awaited.get(facts.sid);
    if (row === undefined) return;
    const price = priceOf(facts);
    row.looks += 1;
    if (price !== undefined) this.#rails.settle(row.session, price);
    if (price !== undefined || row.looks >= mostLooks) this.#awaited.delete(facts.sid);
  }
}

/** In millionths of a US dollar; undefined while Twilio does not say, or says it in other money. */
const priceOf = ({ price, price_unit: unit }: CallFacts): number | undefined => {
  if (price === null || unit?.toUpperCase() !== "USD") return undefined;
  const paid = Math.round(Math.abs(Number(price)) * 1_000_000);
  return Number.isFinite(paid) ? paid : undefined;
};
