import { RingbackError } from "../../../kernel/errors.ts";
import type { CallWishes, DepartingCall } from "../../carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import type { CallFacts, CallForm } from "../rest/twilio.ts";
import { newSession } from "./call-book.ts";
import type { CallRoom } from "./call-room.ts";
import type { CallRow } from "./call-row.ts";
import type { Endings } from "./endings.ts";
import { toldOfRecordings } from "./recordings.ts";
import type { Voices } from "./voices.ts";
import { longestInline, relayTwiml, sayTwiml } from "./write-twiml.ts";

/** How long an end waits for what Twilio has not answered: longer than any request may take. */
const longestAnsweredMs = 20_000;

/** Calls that our lines place: let through, written down, asked for. */
export class Placing {
  readonly #room: CallRoom;
  readonly #endings: Endings;
  readonly #voices: Voices;
  /** What Twilio is being asked for. */
  readonly #asking = new Set<Promise<void>>();

  constructor(room: CallRoom, endings: Endings, voices: Voices) {
    this.#room = room;
    this.#endings = endings;
    this.#voices = voices;
  }

  async place({ id, from, to, ringFor }: DepartingCall): Promise<void> {
    if (to === "") throw noBrowser();
    const { host, parts, book } = this.#room;
    const { rails, settings, tell } = parts;
    const wishes = host.wishesOf(id);
    const session = newSession();
    const isTwoWay = parts.callbacks.relayUrlOf(session) !== undefined;
    if (!isTwoWay) this.#requireOpening(wishes);
    const seconds = Math.max(1, Math.min(settings.limits.callSeconds, Math.ceil(wishes.longest / 1000)));
    const leave = rails.pass({ do: "call", from, to, seconds }, session);
    if (leave.dry) {
      tell.did(
        `Dry run: a call from ${maskNumber(from)} to ${maskNumber(to)} of at most ${seconds} seconds would have been placed.`,
      );
      host.later(0, { call: id, wake: "dry" }, { unasked: true });
      return;
    }
    const recorded = settings.record && wishes.records;
    const way = isTwoWay ? "relay" : "one-way";
    const row = book.open({ id, session, inbound: false, line: from, other: to, way, seconds, recorded });
    const asking = this.#ask(row, this.#formOf(row, wishes, ringFor));
    this.#asking.add(asking);
    await asking.finally(() => this.#asking.delete(asking));
  }

  /** Resolves when Twilio has answered for every call, and those that nobody wants any more were ended; or after a while. */
  async answered(): Promise<void> {
    if (this.#asking.size === 0) return;
    const { realTime, tell } = this.#room.parts;
    tell.did(
      "Twilio has yet to say whether it placed a call: it is waited for, so that the call can be ended.",
    );
    await new Promise<void>((resolve) => {
      const stop = realTime.after(longestAnsweredMs, resolve);
      void Promise.allSettled(this.#asking).then(() => (stop(), resolve()));
    });
  }

  async #ask(row: CallRow, form: CallForm): Promise<void> {
    const { book, parts } = this.#room;
    const { id, session, line: from, other: to } = row;
    try {
      const ask = (): Promise<Placed> => parts.twilio.placeCall(form);
      const find = async (since: number): Promise<Placed | undefined> => {
        const sid = book.sidOf(id, session);
        return sid === undefined ? findPlaced(this.#room, { from, to, since }) : { sid };
      };
      const { sid } = await parts.outbox.run({ id: session, kind: "call", from, to, ask, find });
      const placed = book.bind(id, sid);
      parts.tell.did(`A call from ${maskNumber(from)} to ${maskNumber(to)} was placed.`);
      // Our side hung up before Twilio had answered.
      if (placed?.isOver === true && placed.ended === undefined) await this.#endings.endNow(placed);
    } catch (error) {
      const isKnown = error instanceof RingbackError && error.details["outcome"] !== "unknown";
      parts.rails.callOver(session, isKnown ? 0 : row.seconds);
      book.close(row);
      // Should it ring all the same, it is nobody's, and is ended.
      if (!isKnown) book.disown(session);
      throw error;
    }
  }

  #formOf(row: CallRow, wishes: CallWishes, ringFor: number): CallForm {
    const { callbacks, settings } = this.#room.parts;
    const { session, seconds, recorded } = row;
    const status = callbacks.urlOf("call-status", session);
    const machine = callbacks.urlOf("machine", session);
    const recording = callbacks.urlOf("recording", session);
    const detects = settings.detectMachines && wishes.leavesMessages && machine !== undefined;
    return {
      To: row.other,
      From: row.line,
      Twiml: this.#twimlOf(row, wishes),
      ...(status !== undefined && {
        StatusCallback: status,
        StatusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
      }),
      Timeout: Math.max(1, Math.min(settings.limits.ringSeconds, Math.ceil(ringFor / 1000))),
      TimeLimit: seconds,
      ...(detects && {
        MachineDetection: "DetectMessageEnd",
        AsyncAmd: true,
        AsyncAmdStatusCallback: machine,
      }),
      ...(recorded && {
        Record: true,
        ...(recording !== undefined && {
          RecordingStatusCallback: recording,
          RecordingStatusCallbackEvent: toldOfRecordings,
        }),
      }),
    };
  }

  #twimlOf({ id, session, way }: CallRow, { voice, language, opening = "" }: CallWishes): string {
    const { book, parts } = this.#room;
    const sound = this.#voices.soundOf({ voice, language });
    const url = parts.callbacks.relayUrlOf(session);
    if (way === "one-way" || url === undefined) return sayTwiml(opening, sound);
    const token = book.live(id)?.token ?? "";
    return relayTwiml({ url, action: parts.callbacks.urlOf("relay-end", session), token, ...sound });
  }

  #requireOpening({ opening = "", voice, language }: CallWishes): void {
    if (opening.trim() === "") throw nothingToSay();
    const written = sayTwiml(opening, this.#voices.soundOf({ voice, language }));
    if (written.length > longestInline) throw tooMuchToSay(written.length);
  }
}

/** A call that Twilio has; its own callbacks prove it as well. */
type Placed = Pick<CallFacts, "sid">;

/** A call that Twilio may have placed though it did not say so, among the latest ones. */
export const findPlaced = async (
  { book, parts: { twilio, store } }: CallRoom,
  wanted: {
    readonly from: string;
    readonly to: string;
    readonly since: number;
  },
): Promise<CallFacts | undefined> => {
  const calls = await twilio.listCalls({ From: wanted.from, To: wanted.to, PageSize: 20 });
  const known = new Set(Object.values(store.state.outbox).map(({ sid }) => sid));
  return calls.find(
    (call) =>
      call.direction.startsWith("outbound") &&
      Date.parse(call.date_created) - twilio.aheadBy() >= wanted.since &&
      !known.has(call.sid) &&
      book.find("", call.sid) === undefined &&
      !book.wasHere(call.sid, call.sid),
  );
};

const noBrowser = (): RingbackError =>
  new RingbackError(
    "unsupported_configuration",
    "A browser's call cannot be placed on a real carrier: Twilio calls telephones. Give a number in toNumber.",
    { field: "toNumber" },
  );

const nothingToSay = (): RingbackError =>
  new RingbackError(
    "unsupported_configuration",
    "Without a public URL a call can only say one thing and hang up, and this one has nothing to say. Give an initialGreeting or the agent a beginMessage, or start ringback with a public URL.",
    { field: "initialGreeting" },
  );

const tooMuchToSay = (length: number): RingbackError =>
  new RingbackError(
    "unsupported_configuration",
    `Without a public URL a call's greeting has to fit into a document of ${longestInline} characters, and this one takes ${length}. Say less, or start ringback with a public URL.`,
    { field: "initialGreeting" },
  );
