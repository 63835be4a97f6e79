import type { JsonObject } from "../../../kernel/json.ts";
import type { CarrierHost } from "../../carrier.ts";

/** A text that went out, and of which there is more to hear: how it ends, or what it cost. */
export interface OpenText {
  /** What the outbox calls it. */
  readonly id: string;
  /** What the line that sent it calls it. */
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What Twilio calls it, once that is known. */
  readonly sid?: string;
  /** When its end was told to the line; only its price is missing then. */
  readonly toldAt?: number;
}

const row = "twilio.texts";
// Twilio gives up on a text after ten hours at the most; a day later nothing is heard of it any more.
const longestOpenMs = 36 * 3_600_000;
const longestUnpricedMs = 15 * 60_000;

/** The texts of which there is more to hear. The world keeps them, so that snapshots do. */
export class OpenTexts {
  readonly #host: CarrierHost;

  constructor(host: CarrierHost) {
    this.#host = host;
  }

  list(): readonly OpenText[] {
    return (this.#host.recall(row)?.["texts"] ?? []) as unknown as readonly OpenText[];
  }

  get(id: string): OpenText | undefined {
    return this.list().find((text) => text.id === id);
  }

  bySid(sid: string): OpenText | undefined {
    return this.list().find((text) => text.sid === sid);
  }

  put(text: OpenText): void {
    this.#keep([...this.list().filter(({ id }) => id !== text.id), text]);
  }

  remove(id: string): void {
    this.#keep(this.list().filter((text) => text.id !== id));
  }

  /** Forgets those of which nothing is to be hoped for any more. */
  prune(now: number): void {
    const hopeful = this.list().filter(
      ({ at, toldAt }) =>
        now - at < longestOpenMs && (toldAt === undefined || now - toldAt < longestUnpricedMs),
    );
    if (hopeful.length < this.list().length) this.#keep(hopeful);
  }

  #keep(texts: readonly OpenText[]): void {
    this.#host.keep(row, texts.length === 0 ? undefined : ({ texts } as unknown as JsonObject));
  }
}
