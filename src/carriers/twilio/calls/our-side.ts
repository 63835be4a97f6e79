import type { Utterance } from "../../carrier.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import { maskNumber } from "../rails/masked.ts";
import type { CallRow } from "./call-row.ts";
import type { CallRoom } from "./call-room.ts";
import { type Endings, transferOf } from "./endings.ts";
import type { Voicemail } from "./voicemail.ts";
import { rejectTwiml } from "./write-twiml.ts";

/** How long Twilio may take to end a call by itself once our side has said so over the socket, or to ask where it goes. */
const leavingMs = 5000;
const handingOverMs = 15_000;

/** What our side does in calls: says, presses, falls silent, leaves, hands over. */
export class OurSide {
  readonly #room: CallRoom;
  readonly #endings: Endings;
  readonly #voicemail: Voicemail;

  constructor(room: CallRoom, endings: Endings, voicemail: Voicemail) {
    this.#room = room;
    this.#endings = endings;
    this.#voicemail = voicemail;
  }

  speak(id: string, utterance: Utterance): void {
    const { book, speech } = this.#room;
    const row = book.talkable(id);
    const live = book.live(id);
    if (row === undefined || live === undefined) return;
    if (row.machine !== undefined) return this.#voicemail.speak(row, utterance);
    if (row.connected !== true) live.waiting.push(utterance);
    else if (row.way === "one-way") speech.add(id, { ...utterance, digits: "" });
    else if (live.relay?.isOpen === true) this.#send(row, utterance);
  }

  /** The far end can hear our side now: what it was about to say is said. */
  connected(id: string): void {
    const { book } = this.#room;
    book.change(id, { connected: true });
    const live = book.live(id);
    for (const utterance of live?.waiting.splice(0) ?? []) this.speak(id, utterance);
  }

  /** The far end has talked over our side. */
  interrupted(id: string, heard: string | undefined): void {
    this.#room.speech.cut(id, heard);
  }

  stopSpeaking(id: string): void {
    this.#room.speech.stop(id);
  }

  hangUp(id: string): void {
    const { book } = this.#room;
    const row = book.talkable(id);
    if (row === undefined) return;
    // The message that is being left ends with a hang-up of its own.
    const endsItself = row.machine === "spoken";
    this.#leave(row);
    if (!endsItself) this.letGo(id);
  }

  /** Our side does not take a call that rings. */
  refuse(id: string, why: "busy" | "declined"): void {
    const row = this.#room.book.talkable(id);
    if (row === undefined) return;
    if (row.inbound && row.answeredAt === undefined) return this.#reject(row, why);
    this.hangUp(id);
  }

  /** Connects the far end to another number, if it may be reached. */
  transfer(id: string, to: string): void {
    const { book, parts, host } = this.#room;
    const row = book.talkable(id);
    if (row === undefined) return;
    const past = Math.ceil((host.now() - (row.answeredAt ?? host.now())) / 1000);
    const seconds = Math.max(1, row.seconds - past);
    const mayGo = row.way === "relay" && row.machine === undefined && this.#mayTransfer(row, to, seconds);
    this.#leave(row);
    if (mayGo && book.get(id) !== undefined) {
      book.change(id, { transferTo: to });
      parts.tell.did(`The call with ${maskNumber(row.other)} is handed over to ${maskNumber(to)}.`);
    }
    this.letGo(id);
  }

  /** Ends a call that our side has left, in the way that it can be ended now. */
  letGo(id: string): void {
    const { book } = this.#room;
    const row = book.get(id);
    if (row === undefined) return;
    const relay = book.live(id)?.relay;
    if (row.inbound && row.answeredAt === undefined) return this.#reject(row, "busy");
    if (relay?.isOpen === true) relay.end(row.transferTo === undefined ? undefined : '{"transfer":true}');
    // Until its socket is there an answered call cannot be told anything; one that rings is called back at once.
    const isRinging = !row.inbound && row.answeredAt === undefined;
    const canWait = relay?.isOpen === true || (row.inbound && row.connected !== true);
    const patience = row.transferTo === undefined ? leavingMs : handingOverMs;
    if (!canWait) void this.#endings.endNow(row);
    if (canWait || isRinging) {
      book.after(
        id,
        "leaving",
        patience,
        () => void this.#endings.endNow({ ...(book.get(id) ?? row), answeredAt: 0 }),
      );
    }
  }

  /** Nobody tells our side more, and nothing that it was saying is waited for. */
  #leave({ id, ours }: CallRow): void {
    const { book, host } = this.#room;
    if (ours?.timer !== undefined) host.callOff(ours.timer);
    if (ours !== undefined) book.change(id, { ours: undefined });
    this.#endings.ourSideLeft(id);
  }

  #reject(row: CallRow, why: "busy" | "declined"): void {
    const { book, parts } = this.#room;
    book.live(row.id)?.question.give({ twiml: rejectTwiml(why === "busy" ? "busy" : "rejected") });
    parts.rails.callOver(row.session, 0);
    book.close(row);
  }

  #mayTransfer({ line, session }: CallRow, to: string, seconds: number): boolean {
    const { rails, tell } = this.#room.parts;
    try {
      return !rails.pass({ do: "transfer", from: line, to, seconds }, transferOf(session)).dry;
    } catch (error) {
      if (!(error instanceof RingbackError)) throw error;
      tell.warn(`A call was not handed over to ${maskNumber(to)}, and ends: ${error.message}`);
      return false;
    }
  }

  /** Words go as tokens, and keys after them. */
  #send(row: CallRow, { text = "", digits: wished = "", last, firm = false }: Utterance): void {
    const { book, speech } = this.#room;
    const { id, ours } = row;
    const relay = book.live(id)?.relay;
    const digits = wished === "" || this.#mayPress(row, wished) ? wished : "";
    const closes = last || digits !== "";
    const isOpen = ours?.open === true;
    if (text !== "") relay?.say(isOpen ? ` ${text}` : text, { last: closes, firm });
    else if (isOpen && closes) relay?.say("", { last: true });
    if (digits !== "") relay?.press(digits);
    speech.add(id, { text, digits, last }, text === "" ? isOpen && !closes : !closes);
  }

  /** Keys of one turn dial what they come to together. */
  #mayPress({ id, session, ours, presses = 0 }: CallRow, more: string): boolean {
    const { book, parts } = this.#room;
    const digits = (ours?.digits ?? "") + more;
    book.change(id, { presses: presses + 1 });
    try {
      return !parts.rails.pass({ do: "press", digits }, `${session} press ${presses + 1}`).dry;
    } catch (error) {
      if (!(error instanceof RingbackError)) throw error;
      parts.tell.warn(`Keys were not pressed in a call: ${error.message}`);
      return false;
    }
  }
}
