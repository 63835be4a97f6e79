import { Turns } from "../../../kernel/turns.ts";
import type { ArrivingMessage, CarrierHost, CarrierListener } from "../../carrier.ts";
import type { Callback } from "../callbacks/callbacks.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import type { MessageFacts } from "../rest/twilio.ts";
import type { OwnTexts } from "./own-texts.ts";

const mostRemembered = 10_000;
const mostMedia = 10;

interface FoundText extends Pick<ArrivingMessage, "from" | "to" | "body"> {
  readonly sid: string;
  readonly segments: number;
  /** Finds the addresses, at Twilio, of the files that came with it; absent where there are none. */
  readonly media?: Media;
}

type Media = () => Promise<readonly string[]>;
type Addressed = Pick<FoundText, "to">;

/** Texts to our lines, each told once, in the order in which they came within a conversation. */
export class IncomingTexts {
  readonly #host: CarrierHost;
  readonly #listener: () => CarrierListener;
  readonly #parts: TwilioParts;
  readonly #own: OwnTexts;
  readonly #seen = new Set<string>();
  readonly #strangers = new Set<string>();
  readonly #turns = new Turns();
  /** Where the files are kept that were fetched before their text is told of, by what Twilio calls it. */
  readonly #fetched = new Map<string, readonly string[]>();

  constructor(host: CarrierHost, listener: () => CarrierListener, parts: TwilioParts, own: OwnTexts) {
    this.#host = host;
    this.#listener = listener;
    this.#parts = parts;
    this.#own = own;
    parts.callbacks.on("sms", (callback) => {
      const text = textIn(callback);
      // Twilio waits for the answer: files are fetched after it.
      if (text !== undefined) this.#take(text);
      return { empty: true };
    });
  }

  /** Fetches the files of a text that polling has found and is about to tell of. */
  async fetch(facts: MessageFacts): Promise<void> {
    const { sid, num_media } = facts;
    if (num_media === "0" || this.#seen.has(sid)) return;
    this.#fetched.set(sid, await this.#keepAll(facts, () => this.#mediaOf(sid)));
  }

  found(facts: MessageFacts): void {
    const { sid, from, to, body, num_media, num_segments, direction } = facts;
    if (direction !== "inbound") return;
    const media = num_media === "0" ? {} : { media: () => this.#mediaOf(sid) };
    this.#take({ sid, from, to, body: body ?? "", segments: Number(num_segments), ...media });
  }

  #take(text: FoundText): void {
    const { sid, from, to, segments, media } = text;
    if (this.#seen.has(sid)) return;
    this.#remember(sid);
    // Billed whoever it is from or for.
    this.#parts.rails.cameIn({ to, segments, hasFiles: media !== undefined });
    if (!this.#host.isLine(to)) return this.#tellStranger(to);
    void this.#turns.take(`${from}>${to}`, () =>
      media === undefined ? this.#deliver(text, []) : this.#deliverWith(text, media),
    );
  }

  #remember(sid: string): void {
    this.#seen.add(sid);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= mostRemembered) return;
      this.#seen.delete(oldest);
    }
  }

  #tellStranger(to: string): void {
    if (this.#strangers.has(to)) return;
    this.#strangers.add(to);
    this.#parts.tell.warn(
      `Texts arrive at ${maskNumber(to)}, which is no line here, and are dropped. Give the number to an agent or a service to hear them.`,
    );
  }

  async #deliverWith(text: FoundText, media: Media): Promise<void> {
    const kept = this.#fetched.get(text.sid) ?? (await this.#keepAll(text, media));
    this.#fetched.delete(text.sid);
    this.#deliver(text, kept);
  }

  async #keepAll(text: Addressed, media: Media): Promise<readonly string[]> {
    const addresses = await media().catch((error: unknown) => this.#tellMissing(text, error));
    const kept = await Promise.all((addresses ?? []).slice(0, mostMedia).map((url) => this.#keep(text, url)));
    return kept.filter((url) => url !== undefined);
  }

  async #keep(text: Addressed, url: string): Promise<string | undefined> {
    const { twilio, callbacks } = this.#parts;
    try {
      const { bytes, contentType } = await twilio.readBytes(url);
      return callbacks.keepMedia(bytes, contentType);
    } catch (error) {
      this.#tellMissing(text, error);
      return undefined;
    }
  }

  async #mediaOf(sid: string): Promise<readonly string[]> {
    const listed = await this.#parts.twilio.listMedia(sid);
    return listed.map(({ uri }) => uri.replace(/\.json$/, ""));
  }

  #deliver(text: FoundText, mediaUrls: readonly string[]): void {
    const { from, to, body, media } = text;
    const { rails, realTime, tell } = this.#parts;
    const sentAs = this.#host.isLine(from) ? this.#own.take({ from, to, body }, realTime.now()) : undefined;
    try {
      this.#listener().messageArrived({
        from,
        to,
        body,
        channel: media === undefined ? "sms" : "mms",
        ...(mediaUrls.length > 0 && { mediaUrls }),
        ...(sentAs !== undefined && { sentAs }),
        ...(!rails.hears(from) && { unheard: true }),
      });
    } catch (error) {
      tell.warn(`A text to ${maskNumber(to)} arrived and was not taken: ${wordsOf(error)}`);
    }
  }

  #tellMissing({ to }: Addressed, error: unknown): undefined {
    this.#parts.tell.warn(
      `A file that came with a text to ${maskNumber(to)} could not be fetched and is left out: ${wordsOf(error)}`,
    );
    return undefined;
  }
}

const textIn = ({ field }: Callback): FoundText | undefined => {
  const [sid, from, to] = [field("MessageSid") ?? field("SmsSid"), field("From"), field("To")];
  if (sid === undefined || from === undefined || to === undefined) return undefined;
  const count = Math.min(mostMedia, Number(field("NumMedia") ?? 0) || 0);
  const urls = Array.from({ length: count }, (_, index) => field(`MediaUrl${index}`)).filter(
    (url) => url !== undefined,
  );
  const segments = Number(field("NumSegments") ?? 1);
  return {
    sid,
    from,
    to,
    segments,
    body: field("Body") ?? "",
    ...(count > 0 && { media: async () => urls }),
  };
};

const wordsOf = (error: unknown): string => maskText(error instanceof Error ? error.message : String(error));
