import { EventLog } from "../../../kernel/event-log.ts";
import type { Attempt, AttemptOutcome } from "./deliveries-port.ts";

/** One sending that is over, as it went out. */
export interface AttemptRecord {
  readonly seq: number;
  readonly attempt: Attempt;
  readonly outcome: AttemptOutcome;
}

/** How many sendings readers can look back on. */
const keptAttempts = 1000;

/** The latest sendings of a world, with the very headers that were sent. It serves readers only and is no part of the world. */
export class AttemptLog {
  readonly #log = new EventLog<AttemptRecord>(keptAttempts);

  append(attempt: Attempt, outcome: AttemptOutcome): void {
    this.#log.append({ attempt, outcome });
  }

  /** What is kept, by delivery, oldest first. */
  byDelivery(): ReadonlyMap<string, readonly AttemptRecord[]> {
    const found = new Map<string, AttemptRecord[]>();
    for (const record of this.#log.after(0, 2 * keptAttempts)) {
      const { deliveryId } = record.attempt;
      const records = found.get(deliveryId);
      if (records === undefined) found.set(deliveryId, [record]);
      else records.push(record);
    }
    return found;
  }

  /** Forgets every sending. */
  forget(): void {
    this.#log.restart(this.#log.last);
  }
}
