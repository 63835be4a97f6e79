import type { CarrierHost, CarrierListener, DepartingMessage } from "../../carrier.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import type { MessageFacts } from "../rest/twilio.ts";
import { IncomingTexts } from "./incoming-texts.ts";
import { OutgoingTexts } from "./outgoing-texts.ts";
import { OwnTexts } from "./own-texts.ts";
import { ReportedTexts } from "./reported-texts.ts";

/** Texts out and in, and what becomes of those that went out. */
export class TextLine {
  readonly #outgoing: OutgoingTexts;
  readonly #reported: ReportedTexts;
  readonly #incoming: IncomingTexts;

  /** Handles the callbacks `sms` and `text-status`. */
  constructor(host: CarrierHost, listener: () => CarrierListener, parts: TwilioParts) {
    const own = new OwnTexts(host);
    this.#reported = new ReportedTexts(host, listener, parts);
    this.#outgoing = new OutgoingTexts(host, parts, this.#reported, own);
    this.#incoming = new IncomingTexts(host, listener, parts, own);
  }

  /** Throws `unsupported_configuration` for what Twilio does not carry, what the rails throw, and `carrier_error`. */
  send(message: DepartingMessage): Promise<void> {
    return this.#outgoing.send(message);
  }

  /** Finds out what became of texts that an earlier process left in between. */
  reconcile(): Promise<void> {
    return this.#outgoing.reconcile();
  }

  /** Fetches what came with a text that polling has found, so that all of it can be told of at once. */
  fetch(message: MessageFacts): Promise<void> {
    return this.#incoming.fetch(message);
  }

  /** A text that polling has found: at most once each is it told of. */
  arrived(message: MessageFacts): void {
    this.#incoming.found(message);
  }

  /** How a text that was sent stands, as polling has found it. */
  stands(message: MessageFacts): void {
    this.#reported.stands(message);
  }

  /** What Twilio calls the texts whose end, or price, is not known yet. */
  open(): readonly string[] {
    return this.#reported.open();
  }
}
