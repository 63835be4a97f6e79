import type { FakeCore } from "../core.ts";
import { untilGone } from "./bell.ts";
import { CallDesk } from "./call-desk.ts";
import { mountCalls } from "./call-routes.ts";
import type { Said, Turn } from "./conversation.ts";
import { takeCall } from "./live-call.ts";
import type { CallStatus, Performed, PhoneCall } from "./phone-call.ts";
import type { Recording } from "./recordings.ts";
import type { Step } from "./steps.ts";

/** One call, as a test sees it. */
export interface FakeCall {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: PhoneCall["direction"];
  readonly parentSid: string | undefined;
  readonly status: CallStatus;
  /** All that was heard, in its order. */
  readonly conversation: readonly Said[];
  /** What our side said, turn by turn. */
  readonly turns: readonly Turn[];
  /** The verbs that were come to, with their attributes. */
  readonly performed: readonly Performed[];
  /** What our side sent over relays, frame by frame, as it came. */
  readonly frames: readonly string[];
  /** What the person has not come to yet. */
  readonly stepsLeft: readonly Step[];
  readonly recordings: readonly Recording[];
  /** Resolves when the call is over. */
  readonly over: Promise<void>;
  /** Resolves as soon as something is so in this call, such as its status. Rejects where it ended before. */
  until(isSo: () => boolean): Promise<void>;
  /** The person does this too, after all that was said before. */
  does(...steps: readonly Step[]): void;
}

/** The calls of a fake Twilio, and the people at their other ends. */
export interface FakeCalls {
  /** Every call, oldest first. */
  readonly all: readonly FakeCall[];
  /** Throws where there is none. */
  of(sid: string): FakeCall;
  /** The call to or from a person, as soon as there is one; asked again, the one after it. */
  next(person: string): Promise<FakeCall>;
  /** What whoever has this number does in each call that reaches them. Without this they pick up and listen. */
  callee(number: string, ...steps: readonly Step[]): void;
  /** A person calls one of the account's numbers. The steps begin when somebody picks up, except waiting and hanging up. */
  call(from: string, to: string, ...steps: readonly Step[]): FakeCall;
  conversation(sid: string): readonly Said[];
  /** Lets a word of our side take this long in a relay, by the clock that was given. */
  wordsTake(milliseconds: number): void;
  /** How many calls the account may begin in a second; more of them wait in the queue. */
  pace(perSecond: number): void;
  close(): void;
}

const seen = (desk: CallDesk, call: PhoneCall): FakeCall => ({
  sid: call.sid,
  from: call.from,
  to: call.to,
  direction: call.direction,
  parentSid: call.parent?.sid,
  get status() {
    return call.status;
  },
  get conversation() {
    return call.conversation.said;
  },
  get turns() {
    return call.conversation.turns;
  },
  performed: call.performed,
  frames: call.frames,
  stepsLeft: call.steps,
  get recordings() {
    return desk.recordings.of(call.sid);
  },
  get over() {
    return untilGone(call.bell.until(() => undefined, call.over.signal));
  },
  until: async (isSo) => {
    const so = await call.bell.until(() => (isSo() ? true : undefined), call.over.signal).catch(() => isSo());
    if (!so) throw new Error(`The call ${call.sid} was over before it came to that.`);
  },
  does: (...steps) => call.does(...steps),
});

/** Hangs the calls into a fake Twilio. */
export const openCalls = (core: FakeCore, publicHosts: ReadonlyMap<string, string>): FakeCalls => {
  const desk = new CallDesk(core, publicHosts);
  mountCalls(desk);
  const of = (sid: string): FakeCall => {
    const call = desk.find(sid);
    if (call === undefined) throw new Error(`There is no call ${sid}.`);
    return seen(desk, call);
  };
  return {
    get all() {
      return desk.all.map((call) => seen(desk, call));
    },
    of,
    next: async (person) => {
      const call = await desk.opened.until(() => desk.takeNew(person), desk.closed.signal);
      return seen(desk, call);
    },
    callee: (number, ...steps) => desk.script(number, steps),
    call: (from, to, ...steps) => {
      const status = desk.statusAddressOf(to);
      const order = { document: undefined, status, timeout: 600, timeLimit: 14_400 };
      const call = desk.open({ from, to, direction: "inbound", order, steps });
      void takeCall(desk, call);
      return seen(desk, call);
    },
    conversation: (sid) => of(sid).conversation,
    wordsTake: (milliseconds) => void (desk.wordMs = milliseconds),
    pace: (perSecond) => void (desk.perSecond = perSecond),
    close: () => desk.close(),
  };
};
