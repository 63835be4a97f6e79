import type { WorldEvent } from "../../contract/events.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { EventMatcher, Miss } from "./event-matcher.ts";

/** What came of looking for an event, and how to say that it did not come. */
export class EventSearch {
  readonly #matcher: EventMatcher;
  readonly #after: number;
  #nearest: { readonly event: WorldEvent; readonly misses: readonly Miss[] } | undefined;

  constructor(matcher: EventMatcher, after: number) {
    this.#matcher = matcher;
    this.#after = after;
  }

  /** Whether this is the event. One that is not is remembered if none before came nearer. */
  takes(event: WorldEvent): boolean {
    if (event.seq <= this.#after) return false;
    const misses = this.#matcher.misses(event);
    if (misses === undefined) return false;
    if (misses.length === 0) return true;
    if (this.#nearest === undefined || misses.length <= this.#nearest.misses.length) {
      this.#nearest = { event, misses };
    }
    return false;
  }

  /** The refusal that ends the search: what did not come, why, and what came nearest. */
  refusal(code: "wait_timed_out" | "nothing_scheduled" | "clock_held", why: string): RingbackError {
    const { text, type } = this.#matcher;
    const nearest = this.#nearest;
    const details = { wanted: text, after: this.#after };
    if (nearest === undefined) {
      const since = this.#after === 0 ? "" : ` after event ${this.#after}`;
      const none = `There has been no ${type}${since}.`;
      return new RingbackError(code, `No ${text} came: ${why} ${none}`, { ...details, nearest: null });
    }
    const { event, misses } = nearest;
    const differences = misses.map(({ field, wanted, seen }) => `${field} is ${seen}, not ${wanted}`);
    const message = `No ${text} came: ${why} The nearest is #${event.seq}: its ${differences.join(", its ")}.`;
    const told: JsonObject = { seq: event.seq, misses };
    return new RingbackError(code, message, { ...details, nearest: told });
  }
}
