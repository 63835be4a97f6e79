import { copyPlain } from "../copy-plain.ts";
import { RingbackError } from "../errors.ts";
import { AutoTime } from "./auto-time.ts";
import { Bell } from "./bell.ts";
import type * as port from "./clock.ts";
import { Drive } from "./drive.ts";
import { Firing } from "./firing.ts";
import { Holds } from "./holds.ts";
import { InFlight } from "./in-flight.ts";
import { monotonicTime } from "./monotonic-time.ts";
import { Motion } from "./motion.ts";
import { Moves } from "./moves.ts";
import { Reading } from "./reading.ts";
import { TimerQueue } from "./timer-queue.ts";
import { Visits } from "./visits.ts";

/** A clock that starts at `options.start` and moves by the rules of its mode alone. */
export const createVirtualClock = (options: port.ClockOptions): port.Clock => new VirtualClock(options);

class VirtualClock implements port.Clock {
  readonly #queue = new TimerQueue();
  readonly #bell = new Bell();
  readonly #reading: Reading;
  readonly #holds: Holds;
  readonly #visits: Visits;
  readonly #firing: Firing;
  readonly #inFlight: InFlight;
  readonly #motion: Motion;
  readonly #auto: AutoTime;
  readonly #moves: Moves;
  readonly #drive: Drive;
  #nextOrder = 0;
  #closed = false;

  constructor(options: port.ClockOptions) {
    assertMode(options.mode);
    const { quiet = 250, patience = 10_000, holdGrace = 2_000, loopLimit = 10_000, agent = "none" } = options;
    const { onTimer, onTimerError, isAgentBusy = () => false } = options;
    const queue = this.#queue;
    const bell = this.#bell;
    const realTime = monotonicTime(options.realTime);
    const reading = (this.#reading = new Reading(options.start, options.mode, queue, realTime));
    const holds = (this.#holds = new Holds({
      realTime,
      stopsClock: () => this.#holdsStop,
      changed: () => this.#changed(() => this.#auto.holdChanged()),
    }));
    const visits = (this.#visits = new Visits((by) => this.#changed(() => this.#auto.visitChanged(by))));
    const firing = (this.#firing = new Firing(queue, { onTimer, onTimerError, loopLimit }));
    const inFlight = (this.#inFlight = new InFlight({ holds, firing, bell, realTime, holdGrace }));
    const idle = (): void => this.#drive.consider();
    const motion = (this.#motion = new Motion({
      queue,
      reading,
      holds,
      visits,
      firing,
      bell,
      options,
      idle,
    }));
    const auto = (this.#auto = new AutoTime(agent, {
      realTime,
      queue,
      holds,
      visits,
      quiet,
      patience,
      isAgentBusy,
    }));
    const moves = (this.#moves = new Moves({ queue, reading, visits, inFlight, auto, motion, firing }));
    const isCalm = (): boolean => reading.mode !== "auto" || !holds.any;
    this.#drive = new Drive({ realTime, motion, moves, isCalm });
  }

  now(): port.Instant {
    return this.#reading.now();
  }

  mode(): port.ClockMode {
    return this.#reading.mode;
  }

  setMode(mode: port.ClockMode): void {
    assertMode(mode);
    this.#reading.setMode(mode);
    if (!this.#holdsStop) this.#holds.forgetExpired();
    this.#begin();
  }

  schedule(request: port.TimerRequest): port.Timer {
    if (!Number.isSafeInteger(request.at)) {
      throw new RingbackError(
        "validation_error",
        `A timer's instant must be a whole number, not ${request.at}.`,
      );
    }
    const order = this.#nextOrder;
    this.#nextOrder += 1;
    const timer: port.Timer = {
      id: `timer_${order}`,
      at: Math.max(request.at, this.now()),
      order,
      class: request.class,
      kind: request.kind,
      payload: request.payload,
      boundsQuiet: request.boundsQuiet ?? false,
      ...(request.unasked === true && { unasked: true }),
      ...(request.player !== undefined && { player: request.player }),
    };
    this.#queue.add(timer);
    this.#drive.consider();
    return timer;
  }

  cancel(id: string): boolean {
    if (!this.#queue.remove(id)) return false;
    this.#firing.retry();
    this.#drive.consider();
    return true;
  }

  timers(): readonly port.Timer[] {
    return this.#queue.list();
  }

  async advance(milliseconds: number): Promise<port.Instant> {
    if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
      const cure = "Say how many milliseconds, as a whole number from 0 on: time does not go back.";
      throw new RingbackError("validation_error", `The clock cannot advance by ${milliseconds}. ${cure}`);
    }
    return this.#moves.advance(milliseconds);
  }

  runToNext(): Promise<port.Instant> {
    return this.#moves.runToNext();
  }

  hold(name: string, timeout: number, end?: port.HoldEnd): port.Hold {
    if (this.#closed) return { release: () => undefined };
    return this.#holds.open(name, timeout, this.now(), end);
  }

  served(): void {
    this.#auto.served();
  }

  arrive(arrival: port.Arrival): port.Visit | Promise<port.Visit> {
    return this.#moves.admit(arrival, this.#auto.arrived(arrival));
  }

  setAgent(state: "none" | "expected" | "present" | "exited"): void {
    this.#auto.setAgent(state);
    this.#drive.consider();
  }

  settled(): Promise<void> {
    return this.#drive.settled();
  }

  get isCalm(): boolean {
    return this.#visits.handled === 0 && this.#drive.isSettled;
  }

  get nextStory(): port.Instant | undefined {
    return this.#queue.storyAt === Infinity ? undefined : this.#queue.storyAt;
  }

  snapshot(): port.ClockState {
    return { now: this.now(), nextOrder: this.#nextOrder, timers: copyPlain(this.#queue.list()) };
  }

  requireStill(): void {
    if (this.#motion.busy) throw this.#inFlight.refusal("be restored");
  }

  restore(state: port.ClockState): void {
    this.requireStill();
    if (this.#holds.any) throw this.#inFlight.refusal("be restored");
    this.#queue.clear();
    for (const timer of copyPlain(state.timers)) this.#queue.add(timer);
    this.#nextOrder = state.nextOrder;
    this.#reading.reset(state.now);
    this.#begin();
  }

  close(): void {
    this.#closed = true;
    this.#firing.close();
    this.#motion.close();
    this.#holds.close();
    this.#inFlight.close();
    this.#drive.close();
  }

  get #holdsStop(): boolean {
    return this.#reading.mode === "auto" || this.#motion.heedsHolds;
  }

  #changed(note: () => void): void {
    note();
    this.#bell.ring();
    this.#drive.consider();
  }

  #begin(): void {
    this.#firing.retry();
    this.#auto.begin();
    this.#drive.consider();
  }
}

const assertMode = (mode: port.ClockMode): void => {
  if (typeof mode !== "number" || (mode > 0 && Number.isFinite(mode))) return;
  throw new RingbackError(
    "validation_error",
    `A clock's factor must be a number greater than 0, not ${mode}.`,
  );
};
