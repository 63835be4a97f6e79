import { createHash } from "node:crypto";
import type { JsonObject } from "../../../kernel/json.ts";
import type { CarrierHost } from "../../carrier.ts";

interface OwnText {
  readonly message: string;
  readonly from: string;
  readonly to: string;
  readonly hash: string;
  readonly at: number;
}

const row = "twilio.own-texts";
const longestMs = 10 * 60_000;

/** What one of our lines has just texted another: Twilio gives what arrives there an id of its own. */
export class OwnTexts {
  readonly #host: CarrierHost;

  constructor(host: CarrierHost) {
    this.#host = host;
  }

  add(
    text: { readonly message: string; readonly from: string; readonly to: string; readonly body: string },
    at: number,
  ): void {
    const { message, from, to, body } = text;
    this.#keep([...this.#list(at), { message, from, to, hash: hashOf(body), at }]);
  }

  /** The id, on the line that sent it, of a text that arrives at another line. Answers it once. */
  take(
    { from, to, body }: { readonly from: string; readonly to: string; readonly body: string },
    now: number,
  ): string | undefined {
    const listed = this.#list(now);
    const hash = hashOf(body);
    const found = listed.find((text) => text.from === from && text.to === to && text.hash === hash);
    if (found !== undefined) this.#keep(listed.filter((text) => text !== found));
    return found?.message;
  }

  #list(now: number): readonly OwnText[] {
    const listed = (this.#host.recall(row)?.["texts"] ?? []) as unknown as readonly OwnText[];
    return listed.filter(({ at }) => now - at < longestMs);
  }

  #keep(texts: readonly OwnText[]): void {
    this.#host.keep(row, texts.length === 0 ? undefined : ({ texts } as unknown as JsonObject));
  }
}

const hashOf = (body: string): string => createHash("sha256").update(body).digest("hex");
