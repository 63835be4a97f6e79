import type { JsonObject } from "../json.ts";

/** A moment on a world's clock: milliseconds since 1970-01-01T00:00:00Z, always a whole number. */
export type Instant = number;

/**
 * Why a timer exists, which decides how time may treat it. `story` timers may be jumped to, `limit` timers bound
 * jumps, `upkeep` timers happen when passed and are never a target.
 */
export type TimerClass = "story" | "limit" | "upkeep";

/** A timer as it stands in a world: data only, so it can be stored, forked and restored. */
export interface Timer {
  readonly id: string;
  readonly at: Instant;
  /** Insertion order within the world; timers of one instant fire in this order. */
  readonly order: number;
  readonly class: TimerClass;
  /** Names the handler that the runtime registered for it. */
  readonly kind: string;
  readonly payload: JsonObject;
  /** An upkeep timer that a jump made by quiet alone may not pass: the expiry of an unused code. */
  readonly boundsQuiet: boolean;
  /** A story timer to which `auto` time goes by itself, as to the end of a sentence in a call. */
  readonly unasked?: true | undefined;
  /**
   * Who plays what would go before this story timer, such as the far end of a call: only their own waiting, or patience,
   * makes `auto` time go there.
   */
  readonly player?: string | undefined;
}

/** What a caller says to set a timer. `at` earlier than now means now. */
export interface TimerRequest {
  readonly at: Instant;
  readonly class: TimerClass;
  readonly kind: string;
  readonly payload: JsonObject;
  readonly boundsQuiet?: boolean;
  readonly unasked?: true;
  readonly player?: string | undefined;
}

/** `auto`: waiting moves time. `manual`: only `advance` does. A number: virtual seconds per real second, 1 is real time. */
export type ClockMode = "auto" | "manual" | number;

/** What made the clock jump: an operator, a waiting request, a repeated read, real quiet, patience, a free run, a live call or an expired hold. */
export type JumpSignal =
  "advance" | "next" | "wait" | "poll" | "quiet" | "patience" | "free" | "call" | "hold";

/** One move of the clock that was not the mere passing of real time. */
export interface Jump {
  readonly signal: JumpSignal;
  readonly from: Instant;
  readonly to: Instant;
}

/** A delivery or carrier call in flight. While it lasts, `auto` time and a running `advance` stand still. */
export interface Hold {
  release(): void;
}

/** What becomes of a hold that nobody released. Both are called once, in this order. */
export interface HoldEnd {
  /** Its real time-out has passed. */
  expired?(): void;
  /** The clock has made the jump that it owed for it; at once where it owes none. */
  paid?(): void;
}

/** One request on its way through, as the clock sees it. */
export interface Visit {
  /**
   * Says that this request now waits for something to happen (a long poll, a delayed answer): worth jumps in `auto`.
   * The promise `stuck` resolves when patience ran out with no story timer left and nothing in flight. A player who
   * waits does nothing that would go before their timers.
   */
  wait(player?: string): PendingWait;
  /** The answer has left. */
  leave(): void;
}

export interface PendingWait {
  readonly stuck: Promise<void>;
  end(): void;
}

/** What a door tells the clock about a request before it is handled. */
export interface Arrival {
  /** Requests of the agent under test drive `auto` time; control, dashboard and stream traffic never does. */
  readonly by: "agent" | "control";
  readonly effect: "read" | "write";
  /** For reads that agents repeat while they wait: key, operation and input as one string. Otherwise absent. */
  readonly poll?: string;
}

/** A world's time: one reading for everything in the world, timers, and the rules by which it moves. */
export interface Clock {
  now(): Instant;
  mode(): ClockMode;
  setMode(mode: ClockMode): void;
  /** Sets a timer. In modes that follow real time it fires by itself when due. */
  schedule(request: TimerRequest): Timer;
  /** Removes a timer that has not fired. Answers whether there was one. */
  cancel(id: string): boolean;
  /** Every timer still to fire, in firing order. */
  timers(): readonly Timer[];
  /**
   * Moves time on by `milliseconds`, firing due timers one instant at a time; resolves when the last hold is over.
   * Throws `clock_held` when a hold that was open before the call does not end within the hold grace (real time).
   */
  advance(milliseconds: number): Promise<Instant>;
  /** Moves to the next timer of any class and fires its instant; stays where it is when there is none. */
  runToNext(): Promise<Instant>;
  /** Marks something in flight. Without release it expires after `timeout` real milliseconds, see `onHoldExpired`. */
  hold(name: string, timeout: number, end?: HoldEnd): Hold;
  /** Says that somebody outside took a delivery: there is an agent, though it may never ask for anything. */
  served(): void;
  /**
   * To be awaited before a request is handled: fires what is due and, in `auto`, jumps for a repeated read. Answers
   * without a promise when there is nothing to do. Never waits for a move that is already under way.
   */
  arrive(arrival: Arrival): Visit | Promise<Visit>;
  /**
   * Says how it stands with the agent: none will come, one is expected, one is there although it has asked for nothing
   * yet (a server that waits to be called), or it has ended. Then bounds fall, and without an agent time runs freely.
   */
  setAgent(state: "none" | "expected" | "present" | "exited"): void;
  /** Resolves when nothing can move any more without outside help: no free run, jump, advance or firing under way. */
  settled(): Promise<void>;
  /** Whether that is so now, and no request of the agent is being handled either. */
  readonly isCalm: boolean;
  /** When the first story timer is due; undefined when there is none. */
  readonly nextStory: Instant | undefined;
  snapshot(): ClockState;
  /** Throws `clock_held` while the clock is on its way to another instant, as in an `advance` that stands still for a hold. */
  requireStill(): void;
  /** Replaces time and timers by what a snapshot says. Refused with `clock_held` while something is in flight. */
  restore(state: ClockState): void;
  /** Stops every real timer this clock holds. */
  close(): void;
}

/** All of a clock that a snapshot keeps. */
export interface ClockState {
  readonly now: Instant;
  readonly nextOrder: number;
  readonly timers: readonly Timer[];
}

/** How a clock tells its world what happened, and how long its patience is. All durations in milliseconds. */
export interface ClockOptions {
  readonly start: Instant;
  readonly mode: ClockMode;
  readonly realTime: RealTime;
  /** Runs one timer. The clock waits for the promise before it goes on, in every mode. */
  readonly onTimer: (timer: Timer) => void | Promise<void>;
  /** Told of every timer whose handler failed, and of the timer at which a loop was cut; the clock goes on. */
  readonly onTimerError: (timer: Timer, error: unknown) => void;
  readonly onJump: (jump: Jump) => void;
  readonly onHoldExpired: (name: string, timeout: number) => void;
  /** Real silence of the agent that is worth one jump. Default 250. */
  readonly quiet?: number;
  /** Asked before such a jump: whether the agent is at work, so that its silence means nothing. Default: it is not. */
  readonly isAgentBusy?: () => boolean;
  /** Real time without a write or a delivery after which limits stop bounding jumps. Default 10,000. */
  readonly patience?: number;
  /** Real time that `advance` grants to holds that were open when it was called. Default 2,000. */
  readonly holdGrace?: number;
  /** How many timers may fire at one instant before the clock calls it a loop. Default 10,000. */
  readonly loopLimit?: number;
  /** Default `none`. */
  readonly agent?: "none" | "expected";
}

/** The machine's own time. The one implementation that touches the host is `host-time.ts`. */
export interface RealTime {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many real milliseconds, unless cancelled by the function it returns. */
  after(milliseconds: number, callback: () => void): () => void;
}
