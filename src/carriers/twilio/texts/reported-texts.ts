import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { CarrierHost, CarrierListener, MessageOutcome } from "../../carrier.ts";
import type { Callback } from "../callbacks/callbacks.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import type { MessageFacts } from "../rest/twilio.ts";
import { type OpenText, OpenTexts } from "./open-texts.ts";
import { priceOf } from "./price-of.ts";
import { outcomeOf, type Receipt } from "./receipt.ts";

/** A text that Twilio has, and how it stood. */
export type TakenText = Pick<MessageFacts, "sid" | "status" | "error_code">;

/** A text that Twilio is being asked to send. */
export interface AskedText {
  readonly id: string;
  readonly message: string;
}

/** What becomes of texts that went out: each end is told once, and what was set aside is settled. */
export class ReportedTexts {
  readonly #open: OpenTexts;
  readonly #listener: () => CarrierListener;
  readonly #parts: Pick<TwilioParts, "outbox" | "rails" | "twilio" | "tell">;
  readonly #realTime: RealTime;
  /** Receipts for texts whose sending nobody has answered yet: Twilio's answer may be the slower one. */
  readonly #early = new Map<string, Receipt[]>();

  constructor(host: CarrierHost, listener: () => CarrierListener, parts: TwilioParts) {
    this.#open = new OpenTexts(host);
    this.#listener = listener;
    this.#parts = parts;
    this.#realTime = parts.realTime;
    parts.callbacks.on("text-status", (callback) => {
      const receipt = receiptIn(callback);
      if (receipt !== undefined) this.#hear(callback.id, receipt);
      return { empty: true };
    });
  }

  open(): readonly string[] {
    this.#open.prune(this.#realTime.now());
    return this.#open.list().flatMap(({ sid }) => sid ?? []);
  }

  stands(facts: MessageFacts): void {
    const text = this.#open.bySid(facts.sid);
    if (text !== undefined) this.#advance(text, receiptOf(facts), facts);
  }

  /** Twilio is about to be asked. */
  asking({ id, message }: AskedText): void {
    this.#early.set(id, []);
    this.#open.put({ id, message, at: this.#realTime.now() });
  }

  /** What Twilio calls a text whose sending it has not answered, where a receipt has said so. */
  sidOf(id: string): string | undefined {
    return this.#early.get(id)?.[0]?.sid;
  }

  /** Twilio has it. */
  taken(id: string, facts: TakenText): void {
    const early = this.#forgetEarly(id);
    const text = this.#open.get(id);
    if (text !== undefined) this.#open.put({ ...text, sid: facts.sid });
    for (const receipt of [receiptOf(facts), ...early]) this.#hear(id, receipt);
  }

  /** Twilio does not have it, and nothing came of it. */
  refused(id: string): void {
    this.#forgetEarly(id);
    this.#open.remove(id);
  }

  /** Nobody knows whether Twilio has it. A receipt may still say so. */
  unclear(id: string): void {
    for (const receipt of this.#forgetEarly(id)) this.#hear(id, receipt);
  }

  /** Puts its price in place of what was set aside; answers whether it is known. */
  settle(id: string, facts: MessageFacts): boolean {
    const price = priceOf(facts);
    if (price !== undefined) this.#parts.rails.settle(id, price);
    return price !== undefined;
  }

  #forgetEarly(id: string): readonly Receipt[] {
    const early = this.#early.get(id) ?? [];
    this.#early.delete(id);
    return early;
  }

  #hear(id: string, receipt: Receipt): void {
    const early = this.#early.get(id);
    if (early !== undefined) return void early.push(receipt);
    this.#noteFound(id, receipt.sid);
    const text = this.#open.get(id);
    if (text !== undefined) return this.#advance(text, receipt);
    // Of a process before this one, or a world that is gone: nobody is there to be told, but the money is the same.
    if (this.#parts.outbox.get(id)?.sid === receipt.sid && outcomeOf(receipt) !== undefined)
      void this.#askPrice(id, receipt.sid);
  }

  /** A receipt for a text that was given up says that it went out after all. */
  #noteFound(id: string, sid: string): void {
    const { outbox, tell } = this.#parts;
    const row = outbox.get(id);
    if (row?.kind !== "text" || row.sid !== undefined || (row.state !== "lost" && row.state !== "unknown"))
      return;
    outbox.close(id, { state: "done", sid, why: "A receipt for it came after it was given up." });
    tell.warn("A text that nobody at Twilio had answered for went out after all: a receipt for it has come.");
  }

  /** Receipts come late, twice and out of order: the first end that is heard of is told, and nothing after it. */
  #advance(text: OpenText, receipt: Receipt, facts?: MessageFacts): void {
    if (text.sid !== undefined && text.sid !== receipt.sid) return;
    const { id, message, toldAt } = text;
    const { sid } = receipt;
    const outcome = outcomeOf(receipt);
    if (toldAt === undefined && outcome !== undefined) {
      this.#open.put({ ...text, sid, toldAt: this.#realTime.now() });
      this.#listener().messageReported(message, outcome);
      this.#tellFailed(id, outcome);
      if (facts === undefined) void this.#askPrice(id, sid);
    } else if (text.sid === undefined) this.#open.put({ ...text, sid });
    if (facts !== undefined && outcome !== undefined) this.#settleWith(id, facts);
  }

  /** Few agents look what became of a text, so whoever watches hears why nobody got it. */
  #tellFailed(id: string, outcome: MessageOutcome): void {
    if (outcome.status === "delivered") return;
    const to = this.#parts.outbox.get(id)?.to ?? "";
    this.#parts.tell.warn(`Of a text to ${maskNumber(to)}: ${outcome.why}`);
  }

  async #askPrice(id: string, sid: string): Promise<void> {
    try {
      this.#settleWith(id, await this.#parts.twilio.message(sid));
    } catch {
      // What was set aside stays so, which is more than it cost; the next who asks how the text stands asks this again.
    }
  }

  #settleWith(id: string, facts: MessageFacts): void {
    if (this.settle(id, facts)) this.#open.remove(id);
  }
}

const receiptIn = ({ field }: Callback): Receipt | undefined => {
  const sid = field("MessageSid") ?? field("SmsSid");
  const status = field("MessageStatus") ?? field("SmsStatus");
  if (sid === undefined || status === undefined) return undefined;
  const errorCode = field("ErrorCode");
  return { sid, status, errorCode: errorCode === "" || errorCode === "0" ? undefined : errorCode };
};

const receiptOf = ({ sid, status, error_code: code }: TakenText): Receipt => ({
  sid,
  status,
  errorCode: code === null || code === 0 ? undefined : String(code),
});
