import type { Arrival, Instant, JumpSignal, RealTime } from "./clock.ts";
import type { Holds } from "./holds.ts";
import type { TimerQueue } from "./timer-queue.ts";
import type { Visits } from "./visits.ts";

/** A jump that a signal is worth. */
export interface Target {
  readonly to: Instant;
  readonly signal: JumpSignal;
}

/** What a clock should do next by itself: fire what is due, pay out an expired hold, jump, give up, or look again later. */
export type Plan =
  | { readonly kind: "due" | "expire" | "stuck" }
  | { readonly kind: "jump"; readonly target: Target; readonly yields: boolean }
  | { readonly kind: "sleep"; readonly milliseconds: number };

/** What the signals are read from. */
export interface AutoTimeParts {
  readonly realTime: RealTime;
  readonly queue: TimerQueue;
  readonly holds: Holds;
  readonly visits: Visits;
  readonly quiet: number;
  readonly patience: number;
  /** Whether the agent is at work, though it says nothing. */
  readonly isAgentBusy: () => boolean;
}

/** Whether there is an outside agent whose waiting moves time. */
export type AgentState = "none" | "expected" | "present" | "exited";

const rememberedPolls = 10_000;

/** How soon to look again, in real milliseconds, whether an agent that was at work has become quiet. */
const busyLook = 20;

/** The rules of `auto`: which signal is worth a jump now, and how far it may go. */
export class AutoTime {
  readonly #parts: AutoTimeParts;
  /** Reads answered since anything but reads happened in the world. */
  readonly #polls = new Set<string>();
  #agent: AgentState;
  #quietSince: number;
  #patientSince: number;
  #hopingSince: number;
  #waitingSince: number;
  /** When anybody last did anything, controls included. */
  #touchedSince: number;
  #waits = 0;

  constructor(agent: AgentState, parts: AutoTimeParts) {
    this.#agent = agent;
    this.#parts = parts;
    this.#quietSince = this.#patientSince = parts.realTime.now();
    this.#hopingSince = this.#waitingSince = this.#touchedSince = this.#quietSince;
  }

  setAgent(state: AgentState): void {
    this.#agent = state;
    // Silence that was before it came is not its own.
    if (state === "present") this.#quietSince = this.#patientSince = this.#parts.realTime.now();
  }

  /** Whether nothing is in flight: no request of the agent being handled, no hold. */
  get isFree(): boolean {
    return this.#parts.visits.handled === 0 && !this.#parts.holds.any;
  }

  /** Takes note of a request; answers whether it repeats a read since which nothing happened. */
  arrived(arrival: Arrival): boolean {
    if (arrival.effect === "write") {
      this.happened();
      this.#touchedSince = this.#parts.realTime.now();
    }
    if (arrival.by === "control") return false;
    const now = this.#parts.realTime.now();
    if (this.#agent === "none" || this.#agent === "expected") {
      this.#agent = "present";
      this.#patientSince = now;
    }
    if (arrival.effect === "write") {
      this.#agent = "present";
      this.#patientSince = now;
      return false;
    }
    return arrival.poll !== undefined && this.#polls.has(arrival.poll);
  }

  /** Remembers a read that is about to be answered. */
  answers(arrival: Arrival): void {
    if (arrival.poll === undefined || arrival.by === "control" || arrival.effect === "write") return;
    if (this.#polls.size >= rememberedPolls) this.#polls.clear();
    this.#polls.add(arrival.poll);
  }

  /** Something other than a read happened: reads before it and after it are not the same question. */
  happened(): void {
    this.#polls.clear();
  }

  /** Starts all counting anew, as after a change of mode or of the world. */
  begin(): void {
    this.happened();
    this.#quietSince = this.#patientSince = this.#hopingSince = this.#parts.realTime.now();
  }

  /** A request began to wait, goes on or left. */
  visitChanged(by: Arrival["by"]): void {
    this.#hopingSince = this.#parts.realTime.now();
    const waits = this.#parts.visits.waits.size;
    if (waits > this.#waits) this.#waitingSince = this.#hopingSince;
    this.#waits = waits;
    if (by === "agent") this.#quietSince = this.#hopingSince;
  }

  /** Somebody outside took a delivery: whoever serves webhooks is an agent, though it may never ask. */
  served(): void {
    this.#patientSince = this.#parts.realTime.now();
    if (this.#agent === "none" || this.#agent === "expected") this.#agent = "present";
  }

  /** A hold was opened or has ended. */
  holdChanged(): void {
    this.happened();
    this.#quietSince = this.#patientSince = this.#parts.realTime.now();
  }

  /** The clock has moved: real quiet counts anew. */
  moved(): void {
    this.happened();
    this.#quietSince = this.#parts.realTime.now();
  }

  /** Where a signal may take the clock, if anywhere. */
  target(signal: "wait" | "poll" | "quiet"): Target | undefined {
    const { storyAt, limitAt, quietBoundAt } = this.#parts.queue;
    const bound = signal === "quiet" ? Math.min(limitAt, quietBoundAt) : limitAt;
    if (storyAt !== Infinity && storyAt <= bound && !this.#isPlayed(signal)) return { to: storyAt, signal };
    const to = Math.min(storyAt, limitAt);
    if (to === Infinity || !this.#boundsHaveFallen) return undefined;
    return { to, signal: "patience" };
  }

  plan(reading: Instant): Plan | undefined {
    const { queue, holds, visits } = this.#parts;
    if (visits.handled > 0) return undefined;
    if (holds.anyExpired) return { kind: "expire" };
    if (holds.any) return undefined;
    if (queue.firstAt <= reading) return { kind: "due" };
    // Somebody who waits wants time to move, whether or not an agent has come.
    if (this.#agent === "expected" && !visits.anyWaiting) return undefined;
    if (Math.min(queue.storyAt, queue.limitAt) === Infinity) return this.#planWithoutTimers();
    if (this.#runsFreely) return jump({ to: Math.min(queue.storyAt, queue.limitAt), signal: "free" }, false);
    // What people do in a live call takes its course; only the agent's own turns are worth waiting for.
    if (queue.isNextUnasked) {
      return jump({ to: Math.min(queue.storyAt, queue.limitAt), signal: "call" }, false);
    }
    return visits.anyWaiting ? this.#planForWaits() : this.#planForQuiet();
  }

  /** Whether somebody plays what would go before the next of the story, and does not wait for it. */
  #isPlayed(signal: "wait" | "poll" | "quiet"): boolean {
    const { queue, visits } = this.#parts;
    const { nextPlayer: player } = queue;
    return player !== undefined && !(signal === "wait" && visits.isWaiting(player));
  }

  get #runsFreely(): boolean {
    return this.#agent === "none" || (this.#agent === "exited" && !this.#parts.visits.anyWaiting);
  }

  get #boundsHaveFallen(): boolean {
    return this.#agent === "exited" || this.#patienceLeft <= 0;
  }

  /** Real time until bounds fall. A wait that has only begun has all of it before it. */
  get #patienceLeft(): number {
    const waiting = this.#parts.visits.anyWaiting ? this.#waitingSince : this.#patientSince;
    // Whoever plays a part may think between two moves.
    const played = this.#parts.queue.nextPlayer === undefined ? waiting : this.#touchedSince;
    return this.#remaining(Math.max(this.#patientSince, waiting, played), this.#parts.patience);
  }

  #planWithoutTimers(): Plan | undefined {
    if (!this.#parts.visits.anyHoping) return undefined;
    if (this.#agent === "exited") return { kind: "stuck" };
    const since = Math.max(this.#patientSince, this.#hopingSince);
    const remaining = this.#remaining(since, this.#parts.patience);
    return remaining <= 0 ? { kind: "stuck" } : { kind: "sleep", milliseconds: remaining };
  }

  #planForWaits(): Plan {
    const target = this.target("wait");
    if (target !== undefined) return jump(target, true);
    return { kind: "sleep", milliseconds: this.#patienceLeft };
  }

  #planForQuiet(): Plan {
    const quiet = this.#remaining(this.#quietSince, this.#parts.quiet);
    const target = this.target("quiet");
    if (target !== undefined) {
      if (quiet > 0) return { kind: "sleep", milliseconds: quiet };
      // An agent that works for ever must not stop time for ever.
      if (this.#patienceLeft > 0 && this.#parts.isAgentBusy()) {
        return { kind: "sleep", milliseconds: busyLook };
      }
      // What the agent has sent may still lie in a socket: it is read first.
      return jump(target, true);
    }
    return { kind: "sleep", milliseconds: Math.max(quiet, this.#patienceLeft) };
  }

  #remaining(since: number, milliseconds: number): number {
    return since + milliseconds - this.#parts.realTime.now();
  }
}

const jump = (target: Target, yields: boolean): Plan => {
  return { kind: "jump", target, yields };
};
