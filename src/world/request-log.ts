import { EventLog } from "../kernel/event-log.ts";
import type { JsonObject } from "../kernel/json.ts";

/** One request as it was asked and answered. */
export interface RequestRecord {
  readonly seq: number;
  /** When it was answered. */
  readonly at: number;
  readonly operation: string;
  readonly by: string;
  readonly account?: string | undefined;
  readonly input: JsonObject;
  /** `ok`, or the code of the refusal. */
  readonly outcome: string;
  /** What was answered; for a refusal why. */
  readonly answer: JsonObject | string | null;
  /** The answer repeated an earlier one. */
  readonly replayed: boolean;
  /** The fault that struck, and the status it was told to answer with. */
  readonly fault?: string | undefined;
  readonly faultStatus?: number | undefined;
}

/** How many requests readers can page back. */
const keptRequests = 1000;

/** The latest requests of a world and how many had which outcome. It serves readers only and is no part of the world. */
export class RequestLog {
  readonly #log = new EventLog<RequestRecord>(keptRequests);
  readonly #outcomes = new Map<string, number>();

  append(record: Omit<RequestRecord, "seq">): void {
    this.#outcomes.set(record.outcome, (this.#outcomes.get(record.outcome) ?? 0) + 1);
    this.#log.add({ seq: this.#log.next, ...record });
  }

  /** Requests after a cursor, oldest first. */
  after(cursor: number): readonly RequestRecord[] {
    return this.#log.after(cursor, keptRequests);
  }

  /** How many requests there were, by outcome. */
  outcomes(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#outcomes);
  }

  /** Forgets every request; numbers go on, so that cursors stay good. */
  forget(): void {
    this.#log.restart(this.#log.last);
    this.#outcomes.clear();
  }
}
