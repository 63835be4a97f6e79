import type { WebSocket } from "ws";
import type { Callback, CallbackAnswer } from "../callbacks/callbacks.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import type { CallRow } from "./call-row.ts";
import type { CallRoom } from "./call-room.ts";
import type { Endings } from "./endings.ts";
import type { OurSide } from "./our-side.ts";
import type { Recordings } from "./recordings.ts";
import { RelaySession, type RelaySetup } from "./relay-session.ts";
import { safely } from "./safely.ts";
import { dialTwiml, hangUpTwiml, sayTwiml } from "./write-twiml.ts";

const apology = "We are sorry, this call cannot go on. Goodbye.";

/** WebSockets that were closed as they should be, or without a word. */
const politeCodes = new Set([1000, 1001, 1005]);

interface RelayParts {
  readonly endings: Endings;
  readonly ourSide: OurSide;
  readonly recordings: Recordings;
}

/** The calls whose words travel over a WebSocket: whose it is, what comes by it, and what Twilio does after it. */
export class RelayCalls {
  readonly #room: CallRoom;
  readonly #endings: Endings;
  readonly #ourSide: OurSide;
  readonly #recordings: Recordings;

  constructor(room: CallRoom, { endings, ourSide, recordings }: RelayParts) {
    this.#room = room;
    this.#endings = endings;
    this.#ourSide = ourSide;
    this.#recordings = recordings;
  }

  /** Takes a call's socket, which there is one of. */
  take(session: string, socket: WebSocket): boolean {
    const { book, parts } = this.#room;
    const row = book.find(session, undefined);
    const live = row && book.live(row.id);
    if (row === undefined || live === undefined || live.relay !== undefined || row.way !== "relay")
      return false;
    const { id } = row;
    const guarded = (work: () => void): void => safely(parts.tell, work);
    const ears = {
      setUp: (setup: RelaySetup) => {
        const isOurs = this.#isOurs(id, session, setup);
        if (isOurs) guarded(() => this.#begin(id));
        return isOurs;
      },
      heard: (text: string) =>
        guarded(() => this.#farEnd(id, () => this.#room.listener().callHeard(id, { text }))),
      pressed: (digits: string) =>
        guarded(() => this.#farEnd(id, () => this.#room.listener().callPressed(id, digits))),
      interrupted: (heard: string | undefined) => guarded(() => this.#ourSide.interrupted(id, heard?.trim())),
      troubled: (what: string) =>
        parts.tell.warn(`Twilio could not do what a call asked for: ${maskText(what)}. The call goes on.`),
      closed: (code: number, wasSetUp: boolean) => {
        if (wasSetUp)
          guarded(() => this.#endings.relayOver(id, politeCodes.has(code) ? "hung up" : "dropped"));
        else delete live.relay;
      },
    };
    live.relay = new RelaySession(socket, ears, parts.realTime);
    return true;
  }

  /** Says what Twilio is to do now that the words' way is closed. */
  over(callback: Callback): CallbackAnswer {
    const row = this.#room.book.find(callback.id, callback.field("CallSid"));
    if (row === undefined) return { twiml: hangUpTwiml };
    if (row.transferTo !== undefined && this.#mayStillReach(row, row.transferTo))
      return { twiml: this.#dial(row, row.transferTo) };
    if (row.isOver === true) return { twiml: hangUpTwiml };
    const code = callback.field("ErrorCode") ?? "";
    const failed = callback.field("SessionStatus") === "failed" || /^641\d\d$/.test(code);
    this.#endings.relayOver(row.id, failed ? "dropped" : "hung up");
    if (!failed) return { twiml: hangUpTwiml };
    this.#tellFailure(row, code);
    return { twiml: sayTwiml(apology, { language: "en-US" }) };
  }

  #isOurs(id: string, session: string, { callSid, accountSid, token }: RelaySetup): boolean {
    const { book, parts } = this.#room;
    const isTheirs = accountSid === parts.settings.account.sid && token === book.live(id)?.token;
    const row = isTheirs && callSid !== "" ? book.find(session, callSid) : undefined;
    if (row?.id !== id) {
      parts.tell.warn(
        "Somebody opened a call's WebSocket without its token. It was closed; the call goes on without them.",
      );
      return false;
    }
    return true;
  }

  /** The words' way is open. */
  #begin(id: string): void {
    const row = this.#room.book.get(id);
    if (row?.isOver === true || row?.relayEnd !== undefined) this.#ourSide.letGo(id);
    else if (row?.inbound === true) {
      void this.#recordings.begin(row);
      this.#ourSide.connected(id);
    } else if (row !== undefined) this.#endings.pickUp(id, "person");
  }

  /** The far end has done something that gives our side its turn. */
  #farEnd(id: string, tell: () => void): void {
    const { book, speech } = this.#room;
    const row = book.talkable(id);
    // What a machine says is its own business.
    if (row?.connected !== true || row.machine !== undefined) return;
    if (!speech.giveWay(id)) return;
    book.change(id, { ourTurn: true });
    tell();
  }

  /** Everything may have been stopped since it was handed over. */
  #mayStillReach({ line: from, seconds }: CallRow, to: string): boolean {
    return this.#room.parts.rails.refusalOf({ do: "transfer", from, to, seconds }) === undefined;
  }

  #dial(row: CallRow, to: string): string {
    const { book, parts, host } = this.#room;
    book.callOff(row.id, "leaving");
    const past = Math.ceil((host.now() - (row.answeredAt ?? host.now())) / 1000);
    return dialTwiml(to, {
      callerId: row.line,
      ringSeconds: parts.settings.limits.ringSeconds,
      seconds: Math.max(1, row.seconds - past),
    });
  }

  #tellFailure({ other }: CallRow, code: string): void {
    const cure =
      code === "64102" || code === ""
        ? "Twilio could not reach the WebSocket: see that the tunnel of the public URL lets WebSockets through, and run ringback doctor."
        : `Twilio's Console shows the error ${code}.`;
    this.#room.parts.tell.warn(`The words' way of the call with ${maskNumber(other)} broke off. ${cure}`);
  }
}
