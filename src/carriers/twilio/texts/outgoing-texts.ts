import { createHash, randomBytes } from "node:crypto";
import { countSegments } from "../../../kernel/count-segments.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import type { CarrierHost, DepartingMessage } from "../../carrier.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import type { MessageForm } from "../rest/twilio.ts";
import type { OutboxRow } from "../state/real-state.ts";
import { checkText, publicAddressOf } from "./check-text.ts";
import { findText } from "./find-text.ts";
import type { OwnTexts } from "./own-texts.ts";
import type { ReportedTexts, TakenText } from "./reported-texts.ts";

/** Sends texts: past the rails, written down, and then asked for once. */
export class OutgoingTexts {
  readonly #host: CarrierHost;
  readonly #parts: TwilioParts;
  readonly #reported: ReportedTexts;
  readonly #own: OwnTexts;
  /** Ids of messages begin anew with each process; those of the outbox never do. */
  readonly #session: string;
  #count = 0;

  constructor(host: CarrierHost, parts: TwilioParts, reported: ReportedTexts, own: OwnTexts) {
    this.#host = host;
    this.#parts = parts;
    this.#reported = reported;
    this.#own = own;
    this.#session = `${parts.realTime.now().toString(36)}-${randomBytes(4).toString("hex")}`;
  }

  async send(message: DepartingMessage): Promise<void> {
    const { rails, outbox, callbacks, twilio, realTime, tell } = this.#parts;
    const { from, to } = message;
    // Half a character goes over the wire as a replacement for one: so it is looked for as well.
    const body = Buffer.from(message.body).toString();
    checkText(message);
    const media = message.mediaUrls.map((url) => publicAddressOf(callbacks, url));
    this.#count += 1;
    const id = `text-${this.#session}-${this.#count}`;
    const segments = countSegments(body);
    const { dry } = rails.pass({ do: "text", from, to, segments, media: media.length }, id);
    const form = formOf({ ...message, body }, media, callbacks.urlOf("text-status", id));
    if (dry) return this.#tellDry(form, segments);
    this.#reported.asking({ id, message: message.id });
    if (this.#host.isLine(to)) this.#own.add({ message: message.id, from, to, body }, realTime.now());
    try {
      const ask = (): Promise<TakenText> => twilio.sendMessage(form);
      const find = (since: number): Promise<TakenText | undefined> => this.#find(id, form, since);
      const taken = await outbox.run({ id, kind: "text", from, to, body, ask, find });
      tell.did(`A text from ${maskNumber(from)} to ${maskNumber(to)} was handed to Twilio.`);
      this.#reported.taken(id, taken);
    } catch (error) {
      this.#failed(id, error);
      throw error;
    }
  }

  async reconcile(): Promise<void> {
    for (const row of this.#parts.outbox.unfinished().filter(({ kind }) => kind === "text")) {
      await this.#reconcileOne(row);
    }
  }

  async #reconcileOne({ id, at, from = "", to = "", bodyHash }: OutboxRow): Promise<void> {
    const { twilio, outbox, tell } = this.#parts;
    const whom = maskNumber(to);
    try {
      const isBody = (body: string): boolean => hashOf(body) === bodyHash;
      const found = await findText(twilio, {
        from,
        to,
        since: at - clockDifference,
        isBody,
        isKnown: (sid) => this.#isKnown(sid),
      });
      if (found === undefined) {
        // Without a reason it stays in doubt for some minutes: Twilio's lists lag, and whoever sent it may try again.
        outbox.close(id, { state: "lost" });
        tell.warn(
          `A text to ${whom} that ringback was sending when it last ended is not to be found at Twilio. It is not sent again.`,
        );
        return;
      }
      outbox.close(id, { state: "done", sid: found.sid });
      this.#reported.settle(id, found);
      tell.warn(`A text to ${whom} that ringback was sending when it last ended did go out.`);
    } catch (error) {
      if (error instanceof RingbackError) throw error;
      const why = error instanceof Error ? error.message : "";
      tell.warn(
        `Whether a text to ${whom} went out when ringback last ended is still not known: ${why} The next start asks again.`,
      );
    }
  }

  async #find(id: string, { From, To, Body }: MessageForm, since: number): Promise<TakenText | undefined> {
    const { twilio } = this.#parts;
    const told = this.#reported.sidOf(id);
    // A receipt proves that it went, whether or not Twilio can be asked.
    if (told !== undefined) return twilio.message(told).catch(() => ({ sid: told, ...onItsWay }));
    return findText(twilio, {
      from: From,
      to: To,
      since,
      isBody: (body) => body === Body,
      isKnown: (sid) => this.#isKnown(sid),
    });
  }

  #isKnown(sid: string): boolean {
    return Object.values(this.#parts.store.state.outbox).some((row) => row.sid === sid);
  }

  #failed(id: string, error: unknown): void {
    const code = error instanceof RingbackError ? error.code : undefined;
    const isUnclear = error instanceof RingbackError && error.details["outcome"] === "unknown";
    if (isUnclear) return this.#reported.unclear(id);
    this.#reported.refused(id);
    if (code === "carrier_error" || code === "carrier_stopped") this.#parts.rails.settle(id, 0);
  }

  #tellDry({ From, To, Body, MediaUrl = [], StatusCallback }: MessageForm, segments: number): void {
    const size = `${Body.length} characters, ${segments} ${segments === 1 ? "segment" : "segments"}`;
    const rest = [
      ...(MediaUrl.length > 0 ? [`MediaUrl ×${MediaUrl.length}`] : []),
      ...(StatusCallback === undefined ? [] : ["StatusCallback"]),
    ];
    const fields = [`To=${maskNumber(To)}`, `From=${maskNumber(From)}`, `Body (${size})`, ...rest];
    this.#parts.tell.did(`Dry run, not sent: POST Messages.json with ${fields.join(", ")}.`);
  }
}

const formOf = (
  { from, to, body }: DepartingMessage,
  media: readonly string[],
  statusCallback: string | undefined,
): MessageForm => ({
  To: to,
  From: from,
  Body: body,
  ...(media.length > 0 && { MediaUrl: media }),
  ...(statusCallback !== undefined && { StatusCallback: statusCallback }),
});

const onItsWay = { status: "queued", error_code: null };

const clockDifference = 60_000;

const hashOf = (body: string): string => createHash("sha256").update(body).digest("hex");
