import type { JsonObject } from "../../../kernel/json.ts";
import type { CarrierHost, CarrierListener, DepartingCall, Utterance } from "../../carrier.ts";
import type { Callback, CallbackAnswer } from "../callbacks/callbacks.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import type { CallFacts } from "../rest/twilio.ts";
import { Arrivals } from "./arrivals.ts";
import { endAtTwilio, isOver, readSeconds, standingOf } from "./at-twilio.ts";
import { CallBook } from "./call-book.ts";
import type { CallRoom } from "./call-room.ts";
import { Endings } from "./endings.ts";
import { settleLeftovers } from "./leftovers.ts";
import { OurSide } from "./our-side.ts";
import { OwnSpeech } from "./own-speech.ts";
import { Placing } from "./placing.ts";
import { Prices } from "./prices.ts";
import { Recordings } from "./recordings.ts";
import { RelayCalls } from "./relay-calls.ts";
import { safely } from "./safely.ts";
import { Voicemail } from "./voicemail.ts";
import { Voices } from "./voices.ts";

/** Calls out and in, spoken over ConversationRelay; without a public URL one-way calls only. */
export class CallLine {
  readonly #room: CallRoom;
  readonly #endings: Endings;
  readonly #ourSide: OurSide;
  readonly #placing: Placing;
  readonly #arrivals: Arrivals;
  readonly #recordings: Recordings;

  /** Handles the callbacks `voice`, `call-status`, `relay-end`, `machine` and `recording`, and the relay's sockets. */
  constructor(host: CarrierHost, listener: () => CarrierListener, parts: TwilioParts) {
    const book = new CallBook(host, parts);
    const speech = new OwnSpeech(host, listener, book);
    const room = { host, listener, parts, book, speech, prices: new Prices(parts.rails) };
    const voices = new Voices(parts.tell);
    this.#room = room;
    this.#endings = new Endings(room);
    const voicemail = new Voicemail(room, this.#endings, voices);
    this.#ourSide = new OurSide(room, this.#endings, voicemail);
    this.#placing = new Placing(room, this.#endings, voices);
    this.#arrivals = new Arrivals(room, this.#endings, voices);
    this.#recordings = new Recordings(room);
    const relays = new RelayCalls(room, {
      endings: this.#endings,
      ourSide: this.#ourSide,
      recordings: this.#recordings,
    });
    const { callbacks } = parts;
    callbacks.on("voice", (callback) => this.#arrivals.voice(callback));
    callbacks.on("call-status", (callback) => this.#statusCame(callback));
    callbacks.on("relay-end", (callback) => relays.over(callback));
    callbacks.on("machine", (callback) => voicemail.detected(callback));
    callbacks.on("recording", (callback) => this.#recordings.reported(callback));
    callbacks.onRelay((session, socket) => relays.take(session, socket));
  }

  place(call: DepartingCall): Promise<void> {
    return this.#placing.place(call);
  }

  answer(id: string): void {
    this.#arrivals.answer(id);
  }

  refuse(id: string, why: "busy" | "declined"): void {
    this.#ourSide.refuse(id, why);
  }

  speak(id: string, utterance: Utterance): void {
    this.#ourSide.speak(id, utterance);
  }

  transfer(id: string, to: string): void {
    this.#ourSide.transfer(id, to);
  }

  stopSpeaking(id: string): void {
    this.#ourSide.stopSpeaking(id);
  }

  hangUp(id: string): void {
    this.#ourSide.hangUp(id);
  }

  soundOf(id: string): Promise<Buffer | undefined> {
    return this.#recordings.soundOf(id);
  }

  wake({ call, wake }: JsonObject): void {
    if (typeof call !== "string") return;
    if (wake === "ours") this.#room.speech.finish(call);
    if (wake === "dry") this.#room.listener().callRefused(call, "unreachable");
  }

  /** Finds out what became of calls that an earlier process left in between, and ends those that still live. */
  reconcile(): Promise<void> {
    return settleLeftovers(this.#room);
  }

  /** Ends every live call; answers how many there were. */
  async endAll(): Promise<number> {
    const { book } = this.#room;
    const live = book.all().filter(({ ended }) => ended === undefined);
    const ends = live.map(async (row) => {
      const { id, inbound, answeredAt, sid } = row;
      if (inbound && answeredAt === undefined) return this.#endings.stands(id, { status: "canceled" });
      // Twilio has not answered yet; when it does, the call is ended.
      if (sid === undefined) return this.#endings.giveUp(id);
      // Its words' way is closed, also where it is yet to open. One that its own side has left is not told of twice.
      this.#endings.relayOver(id, "dropped");
      await this.#endings.endNow(row);
    });
    await Promise.all(ends);
    return live.length;
  }

  /** Ends every live call and tells of it: what Twilio says of them later is for the next process to ask. */
  async close(): Promise<void> {
    await this.endAll();
    // None is to begin to live after its end.
    await this.#placing.answered();
    for (const { id } of this.#room.book.all())
      safely(this.#room.parts.tell, () => this.#endings.tellNow(id));
  }

  /** A call that polling has found at one of our lines, over or not: at most once each is it told of. */
  arrived(call: CallFacts): void {
    this.#arrivals.polled(call);
  }

  /** How a call that was placed stands, as polling has found it. */
  stands(call: CallFacts): void {
    const row = this.#room.book.find("", call.sid);
    if (row !== undefined) this.#endings.stands(row.id, standingOf(call));
    this.#room.prices.heard(call);
  }

  /** What Twilio calls the calls whose end, or price, is not known yet. */
  open(): readonly string[] {
    const { book, prices } = this.#room;
    const live = book
      .all()
      .flatMap(({ sid, ended }) => (sid === undefined || ended !== undefined ? [] : [sid]));
    return [...live, ...prices.awaited()];
  }

  #statusCame(callback: Callback): CallbackAnswer {
    const { book } = this.#room;
    const status = callback.field("CallStatus") ?? "";
    const sid = callback.field("CallSid");
    const row = book.find(callback.id, sid);
    const seconds = readSeconds(callback.field("CallDuration"));
    const why = callback.field("ErrorCode") ?? callback.field("SipResponseCode");
    if (row !== undefined) this.#endings.stands(row.id, { status, seconds, why });
    else if (this.#isStray(callback.id, sid) && !isOver(status)) this.#endStray(callback, sid);
    return { empty: true };
  }

  #isStray(session: string, sid: string | undefined): boolean {
    const { book } = this.#room;
    return session !== "" && book.find(session, undefined) === undefined && !book.wasHere(session, sid);
  }

  /** A call that was placed in our name and that nobody here is in: nobody is to pay for it. */
  #endStray(callback: Callback, sid: string | undefined): void {
    if (sid === undefined) return;
    const other = callback.field("To") ?? "";
    const answered = callback.field("CallStatus") === "in-progress" ? { answeredAt: 0 } : {};
    this.#room.parts.tell.warn(
      `A call to ${maskNumber(other)} is under way that nobody here is in. It is being ended.`,
    );
    void endAtTwilio(this.#room, { sid, other, inbound: false, ...answered });
  }
}
