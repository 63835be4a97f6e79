import type { Utterance } from "../../carrier.ts";
import type { Callback, CallbackAnswer } from "../callbacks/callbacks.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import type { CallRow } from "./call-row.ts";
import type { CallRoom } from "./call-room.ts";
import type { Endings } from "./endings.ts";
import type { Voices } from "./voices.ts";
import { longestInline, sayTwiml } from "./write-twiml.ts";

/** Machines that answer calls: they are told apart, and left a message once they have said theirs. */
export class Voicemail {
  readonly #room: CallRoom;
  readonly #endings: Endings;
  readonly #voices: Voices;

  constructor(room: CallRoom, endings: Endings, voices: Voices) {
    this.#room = room;
    this.#endings = endings;
    this.#voices = voices;
  }

  /** Twilio says who or what has answered. */
  detected(callback: Callback): CallbackAnswer {
    const { book, speech, listener } = this.#room;
    const row = book.find(callback.id, callback.field("CallSid"));
    const isMachine = callback.field("AnsweredBy")?.startsWith("machine_end") === true;
    if (!isMachine || row === undefined || row.isOver === true || row.machine !== undefined)
      return { empty: true };
    const { id } = row;
    // What our side was saying, the machine's greeting drowned out.
    if (row.ours === undefined) speech.giveWay(id);
    else speech.cut(id);
    if (book.talkable(id) === undefined) return { empty: true };
    book.change(id, { machine: "heard" });
    this.#endings.pickUp(id, "machine");
    if (book.talkable(id) === undefined) return { empty: true };
    book.change(id, { ourTurn: true });
    listener().callHeard(id, { text: "" });
    return { empty: true };
  }

  /** Our side speaks to a machine: all that it has to say is left there at once. */
  speak({ id, machine, sid }: CallRow, utterance: Utterance): void {
    const { book, speech } = this.#room;
    const live = book.live(id);
    if (machine === "spoken" || sid === undefined || live === undefined) return;
    live.waiting.push(utterance);
    if (!utterance.last) return;
    const text = live.waiting
      .splice(0)
      .map((piece) => piece.text ?? "")
      .filter((piece) => piece !== "")
      .join(" ");
    speech.add(id, { text, last: true });
    if (text === "") return;
    book.change(id, { machine: "spoken" });
    void this.#leaveMessage(id, sid, text);
  }

  async #leaveMessage(id: string, sid: string, text: string): Promise<void> {
    const { parts, book, host, speech } = this.#room;
    const { voice, language } = host.wishesOf(id);
    const sound = this.#voices.soundOf({ voice, language });
    try {
      await parts.twilio.changeCall(sid, { Twiml: fitting(text, (part) => sayTwiml(part, sound)) });
    } catch (error) {
      const other = maskNumber(book.get(id)?.other ?? "");
      const why = error instanceof Error ? maskText(error.message) : "";
      parts.tell.warn(`No message could be left with ${other}: ${why}`);
      if (book.get(id) === undefined) return;
      const row = book.change(id, { machine: "heard" });
      speech.stop(id);
      void this.#endings.endNow(row);
    }
  }
}

/** As much of a text as a document has room for, in whole words. */
const fitting = (text: string, write: (part: string) => string): string => {
  const words = text.split(/\s+/);
  for (;;) {
    const written = write(words.join(" "));
    if (written.length <= longestInline || words.length === 1) return written;
    words.splice(Math.max(1, Math.floor(words.length * 0.9)));
  }
};
