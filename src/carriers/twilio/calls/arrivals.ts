import { RingbackError } from "../../../kernel/errors.ts";
import type { ArrivingCall } from "../../carrier.ts";
import type { Callback, CallbackAnswer } from "../callbacks/callbacks.ts";
import { maskNumber } from "../rails/masked.ts";
import type { CallFacts } from "../rest/twilio.ts";
import { newSession } from "./call-book.ts";
import type { CallRoom } from "./call-room.ts";
import type { Endings } from "./endings.ts";
import type { Voices } from "./voices.ts";
import { rejectTwiml, relayTwiml } from "./write-twiml.ts";

/** How long a call rings at a line where nobody picks up. Twilio waits 15 seconds for an answer. */
const ringMs = 10_000;

/** Calls that reach our lines: who is let in, how long it rings, and what Twilio is told to do with them. */
export class Arrivals {
  readonly #room: CallRoom;
  readonly #endings: Endings;
  readonly #voices: Voices;
  #hasToldOfPolling = false;

  constructor(room: CallRoom, endings: Endings, voices: Voices) {
    this.#room = room;
    this.#endings = endings;
    this.#voices = voices;
  }

  /** Twilio asks what to do with a call. It waits while it rings at our line. */
  async voice(callback: Callback): Promise<CallbackAnswer> {
    const { book, host, parts, listener } = this.#room;
    const [from = "", to = "", sid = ""] = ["From", "To", "CallSid"].map((name) => callback.field(name));
    const known = book.find("", sid);
    const asked = known && book.live(known.id)?.question.answer;
    if (asked !== undefined) return asked;
    if (!host.isLine(to)) {
      parts.tell.warn(
        `A call came to ${maskNumber(to)}, which is no line of this world: it was not taken. Rent the number, or take its URLs away.`,
      );
      return { twiml: rejectTwiml("rejected") };
    }
    const session = newSession();
    const seconds = parts.settings.limits.callSeconds;
    const isHeard = this.#mayTake({ from, to, seconds }, session);
    const id = this.#announce({
      from,
      to,
      ringFor: isHeard ? ringMs : 0,
      ...(!isHeard && { unheard: true }),
    });
    if (id === undefined || !isHeard) {
      if (id !== undefined) listener().callLeft(id, "hung up");
      this.#costNothing(session, isHeard);
      return { twiml: rejectTwiml("rejected") };
    }
    const row = {
      id,
      session,
      inbound: true,
      line: to,
      other: from,
      way: "relay",
      seconds,
      recorded: false,
      sid,
    } as const;
    book.open(row);
    const answer = book.live(id)?.question.answer;
    book.after(id, "ringing", ringMs, () => this.#giveUp(id));
    listener().callRang(id);
    return answer ?? { twiml: rejectTwiml("busy") };
  }

  /** Our side picks up, and has the first turn. */
  answer(id: string): void {
    const { book, host, parts } = this.#room;
    const row = book.talkable(id);
    const live = book.live(id);
    const url = row && parts.callbacks.relayUrlOf(row.session);
    if (row?.inbound !== true || row.answeredAt !== undefined || live === undefined || url === undefined)
      return;
    const { voice, language, longest, records } = host.wishesOf(id);
    const seconds = Math.max(1, Math.min(row.seconds, Math.ceil(longest / 1000)));
    book.callOff(id, "ringing");
    book.change(id, {
      answeredAt: host.now(),
      ourTurn: true,
      seconds,
      recorded: parts.settings.record && records,
    });
    // Only calls that are placed can be given a time limit at Twilio.
    book.after(id, "longest", seconds * 1000, () => this.#cutOff(id));
    const action = parts.callbacks.urlOf("relay-end", row.session);
    const sound = this.#voices.soundOf({ voice, language });
    live.question.give({ twiml: relayTwiml({ url, action, token: live.token, ...sound }) });
  }

  /** A call that polling has found: nobody could take it. */
  polled({ from, to, direction }: CallFacts): void {
    const { host, listener, parts } = this.#room;
    if (direction !== "inbound" || !host.isLine(to)) return;
    const unheard = isNumber(from) && parts.rails.hears(from) ? {} : { unheard: true as const };
    const id = this.#announce({ from, to, ringFor: 0, ...unheard });
    if (id !== undefined) listener().callLeft(id, "hung up");
    if (this.#hasToldOfPolling) return;
    this.#hasToldOfPolling = true;
    parts.tell.warn("A call came in and is filed as missed: without a public URL ringback takes no calls.");
  }

  /** Undefined for a line that takes no calls. */
  #announce(call: ArrivingCall): string | undefined {
    try {
      return this.#room.listener().callArrived(call);
    } catch (error) {
      if (error instanceof RingbackError && error.code === "unsupported_configuration") return undefined;
      throw error;
    }
  }

  #mayTake(
    { from, to, seconds }: { readonly from: string; readonly to: string; readonly seconds: number },
    session: string,
  ): boolean {
    const { rails, tell } = this.#room.parts;
    // Who withholds their number is nobody whom anybody has allowed.
    if (!isNumber(from) || !rails.hears(from)) {
      tell.did(`A call from ${maskNumber(from)}, who is not among those allowed to call, was not taken.`);
      return false;
    }
    try {
      const { dry } = rails.pass({ do: "take", from, to, seconds }, session);
      if (dry)
        tell.did(`Dry run: a call from ${maskNumber(from)} to ${maskNumber(to)} would have been taken.`);
      return !dry;
    } catch (error) {
      if (!(error instanceof RingbackError)) throw error;
      tell.warn(`A call from ${maskNumber(from)} was not taken: ${error.message}`);
      return false;
    }
  }

  #costNothing(session: string, wasLetThrough: boolean): void {
    if (!wasLetThrough) return;
    const { rails } = this.#room.parts;
    rails.callOver(session, 0);
  }

  /** It has rung for long enough. */
  #giveUp(id: string): void {
    const { book, listener } = this.#room;
    const row = book.talkable(id);
    if (row === undefined || row.answeredAt !== undefined) return;
    book.close(row);
    this.#costNothing(row.session, true);
    listener().callLeft(id, "hung up");
  }

  /** It has lasted for as long as any call may. */
  #cutOff(id: string): void {
    const { book, parts } = this.#room;
    const row = book.get(id);
    if (row === undefined || row.ended !== undefined) return;
    parts.tell.did(
      `The call with ${maskNumber(row.other)} was ended: it had lasted ${row.seconds} seconds, the most there are.`,
    );
    void this.#endings.endNow(row);
    this.#endings.relayOver(id, "too long");
  }
}

/** ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a telephone's keys. */
const withheld = new Set(["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"]);

/** Twilio has words such as `anonymous` for those who withhold it, or spells them like that. */
const isNumber = (from: string): boolean => /^\+[1-9]\d{6,14}$/.test(from) && !withheld.has(from);
