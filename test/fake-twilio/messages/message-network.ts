import type { FakeCore } from "../core.ts";
import { rfc2822 } from "../dates.ts";
import type { TwimlText } from "../calls/read-twiml.ts";
import type { MessageOrder } from "./check-order.ts";
import { tellOfStatus, tellOfText } from "./message-callbacks.ts";
import type { Message, MessageStatus } from "./message.ts";
import type { Outcome, ReceivedMedia } from "./people.ts";
import { segmentsOf } from "./segments.ts";

/** A text that a person writes to one of the account's numbers. */
export interface InboundText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media?: readonly ReceivedMedia[];
}

const optOutWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"];
const optInWords = ["START", "UNSTOP", "YES"];

/** Carries texts between the account's numbers and people. */
export class MessageNetwork {
  /** Oldest first. */
  readonly messages: Message[] = [];
  readonly #core: FakeCore;

  constructor(core: FakeCore) {
    this.#core = core;
  }

  /** Takes a text that is to go out. It goes once `travel` is called. */
  accept(
    { to, from, body, mediaUrls, statusCallback, messagingServiceSid }: MessageOrder,
    direction: Message["direction"] = "outbound-api",
  ): Message {
    return this.#add({
      sid: this.#core.newSid(mediaUrls.length > 0 ? "MM" : "SM"),
      direction,
      from,
      to,
      body,
      mediaCount: mediaUrls.length,
      status: "queued",
      statusCallback,
      messagingServiceSid,
    });
  }

  /** Takes it to its end, and tells of it. */
  travel(message: Message, { outcome, mediaUrls }: MessageOrder): void {
    const go = (): void => void this.#core.work.run(() => this.#travel(message, outcome, mediaUrls));
    if (outcome.late === true) this.#core.people.putAside(message.to, go);
    else go();
  }

  /** A text comes in; answers its sid. Whoever uses the account hears of it, unless the number leads nowhere. */
  bring({ from, to, body, media = [] }: InboundText): string {
    const number = this.#core.account.numberOf(to);
    if (number === undefined) throw new Error(`${to} is none of the account's numbers: own() it first.`);
    const message = this.#add({
      sid: this.#core.newSid(media.length > 0 ? "MM" : "SM"),
      direction: "inbound",
      from,
      to,
      body,
      mediaCount: media.length,
      status: "received",
      statusCallback: undefined,
      messagingServiceSid: undefined,
    });
    message.sent = message.created;
    for (const file of media) this.#attach(message, file);
    this.#heedWords(from, to, body);
    void this.#core.work.run(async () => {
      for (const text of await tellOfText(this.#core, number, message)) this.#reply(message, text);
    });
    return message.sid;
  }

  /** What the webhook's TwiML says back to whoever wrote, or to somebody else. */
  #reply({ from, to: owned }: Message, { to = from, body, media }: TwimlText): void {
    if (this.#core.account.optOuts.has(`${owned}|${to}`)) {
      this.#core.alerts.push({
        code: 21610,
        about: owned,
        what: "Whoever was to get the reply has opted out.",
      });
      return;
    }
    const rest = { statusCallback: undefined, messagingServiceSid: undefined };
    const outcome = this.#core.people.takeOutcome(to);
    const order = { to, from: owned, body, mediaUrls: media, outcome, ...rest };
    this.travel(this.accept(order, "outbound-reply"), order);
  }

  #add(
    facts: Omit<Message, "segments" | "media" | "created" | "updated" | "sent" | "errorCode" | "price">,
  ): Message {
    const now = this.#core.realTime.now();
    const rest = { created: now, updated: now, sent: undefined, errorCode: undefined, price: undefined };
    const message: Message = { ...facts, ...rest, segments: segmentsOf(facts.body), media: [] };
    this.messages.push(message);
    return message;
  }

  #attach(message: Message, { bytes, contentType }: ReceivedMedia): void {
    const location = this.#core.keepBytes(bytes, contentType);
    const date = rfc2822(message.created);
    message.media.push({ sid: this.#core.newSid("ME"), contentType, location, date });
  }

  /** The words at which Twilio itself stops and starts, and answers the person. */
  #heedWords(person: string, owned: string, body: string): void {
    const { account, people } = this.#core;
    const word = body.trim().toUpperCase();
    const reply = (text: string): void => people.receive(person, { from: owned, body: text, media: [] });
    if (optOutWords.includes(word)) {
      account.optOuts.add(`${owned}|${person}`);
      reply("You have been unsubscribed from this number. Reply START to subscribe again.");
    }
    if (optInWords.includes(word) && account.optOuts.delete(`${owned}|${person}`)) {
      reply("You have been subscribed again to this number.");
    }
  }

  async #travel(message: Message, outcome: Outcome, mediaUrls: readonly string[]): Promise<void> {
    const { end = "delivered", code, reversed = false, after } = outcome;
    if (end === "queued") return;
    const times = outcome.twice === true ? 2 : 1;
    const media = await this.#fetchMedia(message, mediaUrls);
    if (media === undefined || end === "failed") {
      this.#set(message, "failed", media === undefined ? 11200 : code);
      return tellOfStatus(this.#core, message, "failed", times);
    }
    this.#set(message, "sent");
    message.sent = this.#core.realTime.now();
    this.#charge(message);
    if (!reversed) await tellOfStatus(this.#core, message, "sent", times);
    if (end === "sent") return;
    const finish = async (): Promise<void> => {
      this.#set(message, end, code);
      if (end === "delivered") this.#hand(message, media);
      await tellOfStatus(this.#core, message, end, times);
      if (reversed) await tellOfStatus(this.#core, message, "sent", times);
    };
    if (after === undefined) return finish();
    this.#core.realTime.after(after, () => void this.#core.work.run(finish));
  }

  #set(message: Message, status: MessageStatus, code?: number): void {
    message.status = status;
    message.errorCode = code;
    message.updated = this.#core.realTime.now();
  }

  #charge(message: Message): void {
    const { account } = this.#core;
    const { segment, media } = account.prices;
    message.price = message.mediaCount > 0 ? media : message.segments * segment;
    account.charge("texts", message.price);
  }

  /** Another number of the account is reached like anybody: then it comes in there. */
  #hand({ from, to, body }: Message, media: readonly ReceivedMedia[]): void {
    if (this.#core.account.numberOf(to) === undefined) this.#core.people.receive(to, { from, body, media });
    else this.bring({ from, to, body, media });
  }

  /** The files of a text that goes out; undefined where one cannot be had. */
  async #fetchMedia(
    message: Message,
    urls: readonly string[],
  ): Promise<readonly ReceivedMedia[] | undefined> {
    const media: ReceivedMedia[] = [];
    for (const url of urls) {
      const answered = await this.#core.callbacks.fetch(url);
      if (answered.failed !== undefined || answered.status !== 200) {
        this.#core.alerts.push({ code: 11200, about: url, what: "The media could not be fetched." });
        return undefined;
      }
      const file = { bytes: answered.bytes, contentType: answered.contentType ?? "" };
      media.push(file);
      this.#attach(message, file);
    }
    return media;
  }
}
