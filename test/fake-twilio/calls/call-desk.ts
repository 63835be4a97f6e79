import type { FakeCore } from "../core.ts";
import { Bell } from "./bell.ts";
import { PhoneCall, type CallOrder, type CallStatus } from "./phone-call.ts";
import { secondsOf, tellProgress } from "./progress.ts";
import { Recordings } from "./recordings.ts";
import { answers, type Step } from "./steps.ts";

/** Millionths of a dollar for each minute that was begun. */
const prices = { inbound: 8_500, "outbound-api": 14_000, "outbound-dial": 14_000 } as const;

/** All calls of the account, what their people do, and how calls end. */
export class CallDesk {
  readonly core: FakeCore;
  readonly publicHosts: ReadonlyMap<string, string>;
  /** Rung for every new call. */
  readonly opened = new Bell();
  readonly closed = new AbortController();
  readonly recordings: Recordings;
  /** How many calls may begin in a second. */
  perSecond = Number.POSITIVE_INFINITY;
  /** Milliseconds that a word of our side takes to be heard in a relay. */
  wordMs = 0;
  readonly #new: PhoneCall[] = [];
  readonly #calls = new Map<string, PhoneCall>();
  readonly #scripts = new Map<string, readonly Step[]>();
  #nextBegins = 0;

  constructor(core: FakeCore, publicHosts: ReadonlyMap<string, string>) {
    this.core = core;
    this.publicHosts = publicHosts;
    this.recordings = new Recordings(core);
  }

  get all(): readonly PhoneCall[] {
    return [...this.#calls.values()];
  }

  find(sid: string): PhoneCall | undefined {
    return this.#calls.get(sid);
  }

  forget(sid: string): void {
    this.#calls.delete(sid);
  }

  /** What whoever has this number does in each call from now on. */
  script(number: string, steps: readonly Step[]): void {
    this.#scripts.set(number, steps);
  }

  /** A line for the debugger. */
  note(call: PhoneCall, code: number, what: string): void {
    this.core.alerts.push({ code, about: call.sid, what });
  }

  /** Opens a leg. Without steps of its own the person does what was said of the number, or picks up and listens. */
  open(facts: {
    readonly from: string;
    readonly to: string;
    readonly direction: PhoneCall["direction"];
    readonly order: CallOrder;
    readonly parent?: PhoneCall;
    readonly steps?: readonly Step[];
  }): PhoneCall {
    const { core } = this;
    const call = new PhoneCall({
      ...facts,
      sid: core.newSid("CA"),
      number: core.account.numberOf(facts.direction === "inbound" ? facts.to : facts.from),
      created: core.realTime.now(),
      steps: facts.steps ?? this.#scripts.get(facts.to) ?? [answers()],
    });
    this.#calls.set(call.sid, call);
    this.#new.push(call);
    this.opened.ring();
    return call;
  }

  /** The oldest call of a person that nobody has asked for yet. */
  takeNew(person: string): PhoneCall | undefined {
    const at = this.#new.findIndex((call) => call.person === person);
    return at < 0 ? undefined : this.#new.splice(at, 1)[0];
  }

  /** Whom a number tells of the end of its calls. */
  statusAddressOf(number: string): CallOrder["status"] {
    const { status_callback: url = "", status_callback_method: method } =
      this.core.account.numberOf(number) ?? {};
    if (url === "") return undefined;
    return { url, method: method?.toUpperCase() === "GET" ? "GET" : "POST", events: ["completed"] };
  }

  /** In how many milliseconds a call may begin: the account begins only so many a second. */
  queue(call: PhoneCall): number {
    const now = this.core.realTime.now();
    const begins = Math.max(now, this.#nextBegins);
    this.#nextBegins = begins + 1000 / this.perSecond;
    call.queueTime = Math.round(begins - now);
    return call.queueTime;
  }

  /** So much of a call goes by at once. */
  pass(call: PhoneCall, milliseconds: number): void {
    if (call.answered === undefined || call.isOver) return;
    const limit = call.order.timeLimit * 1000;
    const before = this.core.realTime.now() - call.answered + call.passed;
    call.passed += Math.max(0, Math.min(milliseconds, limit - before));
    if (before + milliseconds >= limit) this.end(call, "completed");
  }

  /** Ends a call, once, and tells of it. */
  end(call: PhoneCall, status: CallStatus): void {
    if (call.isOver) return;
    const now = this.core.realTime.now();
    call.conversation.closeTurn();
    call.ended = now;
    call.updated = now;
    call.status = status;
    this.recordings.finishAll(call);
    this.#charge(call);
    call.over.abort();
    call.run.abort();
    call.bell.ring();
    tellProgress(this.core, call, "completed", this.recordings.fieldsOf(call));
  }

  /** Leaves nothing running. */
  close(): void {
    this.closed.abort();
    for (const call of this.all) {
      call.over.abort();
      call.run.abort();
    }
  }

  #charge(call: PhoneCall): void {
    if (call.answered === undefined) return;
    const minutes = Math.ceil(secondsOf(call, this.core.realTime.now()) / 60);
    call.cost = minutes * prices[call.direction];
    this.core.account.charge("calls", call.cost);
  }
}
