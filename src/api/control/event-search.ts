import type { WorldEvent } from "../../contract/events.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { EventMatcher } from "../match/condition.ts";
import { describeBare } from "../match/describe-value.ts";
import { explain } from "../match/explain.ts";
import { describeMiss } from "../match/match.ts";
import { byNearness, type Near, nearTo } from "../match/nearest-first.ts";

/** What came of looking for an event, and how to say that it did not come. */
export class EventSearch {
  readonly #matcher: EventMatcher;
  readonly #after: number;
  #nearest: Near | undefined;

  constructor(matcher: EventMatcher, after: number) {
    this.#matcher = matcher;
    this.#after = after;
  }

  /** Whether this is the event. One that is not is remembered if none before came nearer. */
  takes(event: WorldEvent): boolean {
    if (event.seq <= this.#after) return false;
    const near = nearTo(this.#matcher, event, nobody);
    if (near === undefined) return false;
    if (near.misses.length === 0) return true;
    if (this.#nearest === undefined || byNearness(near, this.#nearest) < 0) this.#nearest = near;
    return false;
  }

  /** The refusal that ends the search: what did not come, why, and what came nearest. */
  refusal(code: "wait_timed_out" | "nothing_scheduled" | "clock_held", why: string): RingbackError {
    const text = explain(this.#matcher, describeBare);
    const nearest = this.#nearest;
    const details = { wanted: text, after: this.#after, why };
    if (nearest === undefined) {
      const since = this.#after === 0 ? "" : ` after event ${this.#after}`;
      const none = `There has been no ${this.#matcher.event}${since}.`;
      return new RingbackError(code, `No ${text} came: ${why} ${none}`, { ...details, nearest: null });
    }
    const { event } = nearest;
    const misses = nearest.misses.map((miss) => {
      const { path, wanted, found } = describeMiss(miss, describeBare);
      return { field: path, wanted, seen: found };
    });
    const differences = misses.map(({ field, wanted, seen }) => `${field} is ${seen}, not ${wanted}`);
    const message = `No ${text} came: ${why} The nearest is #${event.seq}: its ${differences.join(", its ")}.`;
    const told: JsonObject = { seq: event.seq, misses };
    return new RingbackError(code, message, { ...details, nearest: told });
  }
}

/** Numbers have no names here. */
const nobody = (): undefined => undefined;
