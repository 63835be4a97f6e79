import type { CallRefusal, FarLeaving } from "../../carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import { endAtTwilio, isOver } from "./at-twilio.ts";
import type { CallRow } from "./call-row.ts";
import type { CallRoom, Standing } from "./call-room.ts";
import { safely } from "./safely.ts";

/** How long the second of two signs may be late: the words' way and the call end on different connections. */
const togetherMs = 5000;

/** How calls go on and end, by news that may be doubled, late or in the wrong order: everything is told once. */
export class Endings {
  readonly #room: CallRoom;

  constructor(room: CallRoom) {
    this.#room = room;
  }

  /** A call stands like this, says Twilio. */
  stands(id: string, { status, seconds, why }: Standing): void {
    const row = this.#room.book.get(id);
    if (row === undefined || row.ended !== undefined) return;
    if (isOver(status)) return this.#end(row, { status, seconds, why });
    if (row.isOver === true || row.inbound) return;
    if (status === "ringing" || status === "in-progress") this.ring(id);
    if (status === "in-progress" && row.way === "one-way") this.#answerOneWay(id);
  }

  /** It rings at the far end, or has. */
  ring(id: string): void {
    const row = this.#room.book.talkable(id);
    if (row === undefined || row.hasRung === true) return;
    this.#room.book.change(id, { hasRung: true });
    this.#room.listener().callRang(id);
  }

  /** Somebody or something picked up at the far end, and our side may speak. */
  pickUp(id: string, by: "person" | "machine"): void {
    const { book, host, listener } = this.#room;
    this.ring(id);
    const row = book.talkable(id);
    if (row === undefined) return;
    book.change(id, { connected: true, answeredAt: row.answeredAt ?? host.now(), ourTurn: true });
    const speaks = listener().callAnswered(id, by);
    const after = book.talkable(id);
    if (after !== undefined && !speaks && after.ours === undefined) book.change(id, { ourTurn: false });
  }

  /** The words' way is gone. */
  relayOver(id: string, how: FarLeaving): void {
    const { book, speech } = this.#room;
    // The message that a machine is left goes another way.
    if (book.get(id)?.machine === "spoken") return;
    book.live(id)?.relay?.hearKeys();
    speech.stop(id);
    const row = book.get(id);
    if (row === undefined) return;
    // What failed once, or was ended, was not simply hung up.
    if (row.relayEnd === undefined || row.relayEnd === "hung up") book.change(id, { relayEnd: how });
    this.#consider(id);
  }

  /** It cannot come to anything any more, whatever Twilio will say of it. */
  giveUp(id: string): void {
    this.#tell(id);
  }

  /** Our side has left: what remains is to hear how long it was. */
  ourSideLeft(id: string): void {
    if (this.#room.book.get(id) === undefined) return;
    this.#room.book.change(id, { isOver: true });
    this.#consider(id);
  }

  #end(row: CallRow, { status, seconds, why }: Standing): void {
    const { book, parts, speech } = this.#room;
    const { id, session, other } = row;
    if (row.way === "one-way" && status === "completed" && row.connected !== true && row.isOver !== true) {
      this.#answerOneWay(id);
    }
    const came = status === "completed" ? (seconds ?? row.seconds) : 0;
    parts.rails.callOver(session, came);
    if (row.transferTo !== undefined) parts.rails.callOver(transferOf(session), came);
    if (status === "failed") {
      const code = why === undefined ? "" : ` (${why})`;
      parts.tell.warn(
        `The call to ${maskNumber(other)} failed${code}. Twilio's Console shows why under Monitor, Logs.`,
      );
    }
    const ended = { status, ...(seconds !== undefined && { seconds }) };
    const after = book.get(id);
    if (after === undefined) return;
    book.change(id, { ended });
    if (after.way === "one-way" && after.isOver !== true) speech.finishAfter(id, came);
    this.#consider(id);
  }

  /** Nobody can hear the one who picked up, so our side says what it has to say. */
  #answerOneWay(id: string): void {
    if (this.#room.book.talkable(id)?.connected !== true) this.pickUp(id, "person");
  }

  #consider(id: string): void {
    const { book } = this.#room;
    const row = book.get(id);
    if (row === undefined) return;
    const { ended, relayEnd, connected, machine, way } = row;
    if (row.isOver === true) {
      if (ended !== undefined) this.#forget(row);
      return;
    }
    if (ended !== undefined) {
      // Who was answered for a moment only is told by the words' way, if by anything.
      const hasTalked = connected === true || (!row.inbound && ended.status === "completed");
      const isWhole = !hasTalked || relayEnd !== undefined || way === "one-way" || machine !== undefined;
      if (isWhole) return this.#tell(id);
    } else if (relayEnd === undefined) return;
    if (!book.isSet(id, "end")) book.after(id, "end", togetherMs, () => this.#tell(id));
  }

  /** Tells our side that it is over, and sees to it that it is. */
  #tell(id: string): void {
    const row = this.tellNow(id);
    if (row?.ended !== undefined) this.#forget(row);
    else if (row !== undefined) void this.endNow(row);
  }

  /** Tells our side that it is over, and asks nothing of Twilio. Answers what is left of it. */
  tellNow(id: string): CallRow | undefined {
    const { book, listener, speech } = this.#room;
    const before = book.talkable(id);
    if (before === undefined) return undefined;
    // A message that was begun is said to its end, whoever still listens.
    if (before.machine === "spoken") speech.finish(id);
    else speech.stop(id);
    // They hung up before our side could hear them.
    const wasBrief = before.ended?.status === "completed" && before.relayEnd === "hung up";
    if (!before.inbound && before.connected !== true && wasBrief) this.pickUp(id, "person");
    const row = book.talkable(id);
    if (row === undefined) return undefined;
    book.change(id, { isOver: true });
    const refused = !row.inbound && row.connected !== true;
    if (refused) listener().callRefused(id, refusals[row.ended?.status ?? ""] ?? "unreachable");
    else listener().callLeft(id, leavingOf(row), lastedOf(row));
    return book.get(id);
  }

  /** Ends it at Twilio, so that nobody pays for a call that nobody is in: by its socket as well, should Twilio refuse. */
  async endNow(row: CallRow): Promise<void> {
    this.#room.book.live(row.id)?.relay?.end();
    const standing = await endAtTwilio(this.#room, row);
    if (standing !== undefined) safely(this.#room.parts.tell, () => this.stands(row.id, standing));
  }

  #forget(row: CallRow): void {
    const { book, host, prices } = this.#room;
    book.close(row);
    if (row.sid !== undefined && row.ended?.status === "completed") prices.expect(row.sid, row.session);
    // Its recording comes later than its end.
    if (row.recorded && row.answeredAt !== undefined && row.sid !== undefined) {
      host.keep(soundOf(row.id), { sid: row.sid });
    }
  }
}

const refusals: Readonly<Record<string, CallRefusal>> = { busy: "busy", "no-answer": "no answer" };

const leavingOf = ({ relayEnd, ended, seconds }: CallRow): FarLeaving => {
  if (relayEnd === "dropped" || ended?.status === "failed") return "dropped";
  return relayEnd === "too long" || (ended?.seconds ?? 0) >= seconds ? "too long" : "hung up";
};

/** Of a call that only speaks it is heard later when it began and ended. */
const lastedOf = ({ way, ended }: CallRow): number | undefined =>
  way === "one-way" && ended?.seconds !== undefined ? ended.seconds * 1000 : undefined;

/** By what the rails know a transfer of a call. */
export const transferOf = (session: string): string => `${session} transfer`;

/** Where the host keeps of which of Twilio's calls a recording is. */
export const soundOf = (id: string): string => `sound of ${id}`;
