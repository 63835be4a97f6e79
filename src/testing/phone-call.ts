import { RingbackError } from "../kernel/errors.ts";
import { type CallAgent, callAgentOf } from "./call-agent.ts";
import { type CallReading, type EndedCall, readCall, readEnd, type SpokenTurn } from "./call-reading.ts";
import { type Duration, writeDuration } from "./duration.ts";
import { type HeardWish, fits, tellUnheard } from "./heard-wish.ts";
import type { Ask } from "./world-port.ts";

/** How something is said. */
export interface SayOptions {
  /** Talks over the agent instead of waiting until it has finished. */
  readonly interrupt?: boolean;
  /** How sure the speech recognition is, 0 to 1. */
  readonly confidence?: number;
}

/** How long to listen or wait, in the world's time. */
export interface Within {
  readonly within?: Duration;
}

/**
 * A call in a test's hands: its far end does nothing but what it is told here. Waiting moves the world's time, as everywhere;
 * nothing sleeps. What cannot be done in a call that is over throws `call_not_live`.
 */
export interface PhoneCall {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** How it stands. */
  state(): Promise<CallReading>;
  /** What was said so far. */
  transcript(): Promise<readonly SpokenTurn[]>;
  /** Waits until somebody has picked up. Throws with the reason when nobody did. */
  answered(): Promise<CallReading>;
  /** Picks up a call that a line placed: a person unless `by` says otherwise, `after` so long of ringing. Default: at once. */
  answer(options?: {
    readonly by?: "person" | "voicemail" | "screener";
    readonly after?: Duration;
  }): Promise<void>;
  /** Does not take a call that a line placed. */
  refuse(why: "busy" | "declined" | "no-answer" | "unreachable"): Promise<EndedCall>;
  /** Says something when it is their turn, and has said it when the promise is kept. One that rings is answered first. */
  say(text: string, options?: SayOptions): Promise<void>;
  /** Presses keys when it is their turn: 0 to 9, * and #. */
  press(digits: string): Promise<void>;
  /**
   * What the agent said or pressed that is as wished, since what was heard last. Without a wish: the next thing it says. Throws
   * with what was said instead as soon as it is the far end's turn again, or after `within` (30s).
   */
  hear(wish?: HeardWish, options?: Within): Promise<SpokenTurn>;
  /** Hangs up when it is their turn. */
  hangUp(): Promise<EndedCall>;
  /** The network loses the call, now. */
  drop(): Promise<EndedCall>;
  /** Waits until somebody has hung up, for `within` (1h). */
  ended(options?: Within): Promise<EndedCall>;
  /** What a hosted agent says, where its model is not there to say it. */
  readonly agent: CallAgent;
}

/** How long anybody may talk, in the world's time. */
const longestTurn = "10m";

/** A call of a world, asked by its operations. */
export class CallHandle implements PhoneCall {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly agent: CallAgent;
  readonly #ask: Ask;
  /** How many turns were listened to. */
  #heard = 0;

  constructor(ask: Ask, { id, from, to }: Pick<CallReading, "id" | "from" | "to">) {
    this.#ask = ask;
    this.id = id;
    this.from = from;
    this.to = to;
    this.agent = callAgentOf(ask, id);
  }

  async state(): Promise<CallReading> {
    return readCall(await this.#ask("control.calls.get", { callId: this.id }));
  }

  async transcript(): Promise<readonly SpokenTurn[]> {
    return (await this.state()).turns;
  }

  async answered(): Promise<CallReading> {
    const call = await this.#wait("answered", "5m");
    if (call.answeredAt !== undefined) return call;
    throw this.#over(call, "It was not answered");
  }

  async answer({
    by,
    after,
  }: { by?: "person" | "voicemail" | "screener"; after?: Duration } = {}): Promise<void> {
    const rings = after === undefined ? {} : { after: writeDuration(after) };
    await this.#ask("control.calls.answer", { callId: this.id, ...(by !== undefined && { by }), ...rings });
    const call = await this.#wait("done", longestTurn);
    if (call.answeredAt === undefined) throw this.#over(call, "It was not answered");
  }

  async refuse(why: "busy" | "declined" | "no-answer" | "unreachable"): Promise<EndedCall> {
    await this.#ask("control.calls.refuse", { callId: this.id, why });
    return this.ended();
  }

  async say(text: string, options: SayOptions = {}): Promise<void> {
    const { turns } = await this.#ask("control.calls.say", { callId: this.id, text, ...options });
    const said = (turn: SpokenTurn): boolean => turn.by === "person" && turn.digits === undefined;
    await this.#finish(turns.length, said, `“${text}” was not said`);
  }

  async press(digits: string): Promise<void> {
    const { turns } = await this.#ask("control.calls.press", { callId: this.id, digits });
    const pressed = (turn: SpokenTurn): boolean => turn.by === "person" && turn.digits === true;
    await this.#finish(turns.length, pressed, `${digits} was not pressed`);
  }

  async hear(wish: HeardWish = {}, { within = "30s" }: Within = {}): Promise<SpokenTurn> {
    const found = this.#listen(await this.state(), wish);
    if (found !== undefined) return found;
    let why = "the agent was done with its turn.";
    const call = await this.#wait("reply", within).catch((error: unknown) => {
      if (!(error instanceof RingbackError) || error.code !== "wait_timed_out") throw error;
      why = error.message;
      return this.state();
    });
    const heard = this.#listen(call, wish);
    if (heard !== undefined) return heard;
    if (call.phase === "over") why = `the call is over: ${call.reason ?? call.status}.`;
    const since = call.turns.slice(this.#heard).filter(({ by }) => by === "agent");
    throw new RingbackError("wait_timed_out", tellUnheard(wish, since, why) + remarkOf(call), {
      callId: this.id,
      heard: since.map(({ text }) => text),
    });
  }

  async hangUp(): Promise<EndedCall> {
    await this.#ask("control.calls.hangUp", { callId: this.id });
    return this.ended();
  }

  async drop(): Promise<EndedCall> {
    await this.#ask("control.calls.hangUp", { callId: this.id, drop: true });
    return this.ended();
  }

  async ended({ within = "1h" }: Within = {}): Promise<EndedCall> {
    return readEnd(await this.#wait("end", within));
  }

  /** The first turn of the agent that fits, of those that were not listened to. Whatever came before it is passed. */
  #listen({ turns }: CallReading, wish: HeardWish): SpokenTurn | undefined {
    const at = turns.findIndex(
      (turn, place) => place >= this.#heard && turn.by === "agent" && fits(wish, turn),
    );
    if (at < 0) return undefined;
    this.#heard = at + 1;
    return turns[at];
  }

  async #finish(known: number, isDone: (turn: SpokenTurn) => boolean, undone: string): Promise<void> {
    const call = await this.#wait("done", longestTurn);
    if (!call.turns.slice(known).some(isDone)) throw this.#over(call, undone);
  }

  async #wait(until: "answered" | "done" | "reply" | "end", timeout: Duration): Promise<CallReading> {
    const input = { callId: this.id, until, timeout: writeDuration(timeout) };
    return readCall(await this.#ask("control.calls.wait", input));
  }

  #over(call: CallReading, what: string): RingbackError {
    const { status, reason = status } = call;
    const says = `${what} in the call ${this.id}: it is over, ${reason}.${remarkOf(call)}`;
    return new RingbackError("call_not_live", says, { callId: this.id, reason });
  }
}

/** What went wrong on the line's own side since somebody last spoke. */
const remarkOf = ({ remarks, turns }: CallReading): string => {
  const last = remarks.at(-1);
  if (last === undefined || last.at < (turns.at(-1)?.until ?? 0)) return "";
  return ` ${last.why.charAt(0).toUpperCase()}${last.why.slice(1).replace(/\.$/, "")}.`;
};
