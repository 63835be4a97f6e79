import type { AutoTime, Plan, Target } from "./auto-time.ts";
import type { Arrival, Instant, Visit } from "./clock.ts";
import type { Firing } from "./firing.ts";
import type { InFlight } from "./in-flight.ts";
import { type Motion, type Outcome, operatorStops, pacedStops, signalStops, type Stops } from "./motion.ts";
import type { Reading } from "./reading.ts";
import type { TimerQueue } from "./timer-queue.ts";
import type { Visits } from "./visits.ts";

/** What the moves of a clock are made of. */
export interface MoveParts {
  readonly queue: TimerQueue;
  readonly reading: Reading;
  readonly visits: Visits;
  readonly inFlight: InFlight;
  readonly auto: AutoTime;
  readonly motion: Motion;
  readonly firing: Firing;
}

/** Every way a clock can move: by an operator, for an arriving request, or by itself. */
export class Moves {
  readonly #parts: MoveParts;

  constructor(parts: MoveParts) {
    this.#parts = parts;
  }

  advance(milliseconds: number): Promise<Instant> {
    const { motion, reading } = this.#parts;
    return this.#operate(() => motion.goTo(reading.reach() + milliseconds, "advance", operatorStops));
  }

  runToNext(): Promise<Instant> {
    const { motion, queue } = this.#parts;
    return this.#operate(async () => {
      const next = queue.firstAt;
      if (next !== Infinity) await motion.goTo(next, "next", operatorStops);
    });
  }

  /** Lets a request in; when something is due, or when it repeats a read that is worth a jump, after that. */
  admit(arrival: Arrival, repeats: boolean): Visit | Promise<Visit> {
    const { auto, motion, queue, reading, visits } = this.#parts;
    const inAuto = reading.mode === "auto";
    if (!motion.busy && (!inAuto || auto.isFree)) {
      if (queue.firstAt <= reading.reach())
        return this.#admitAfter(arrival, pacedStops, () => this.#catchUp());
      const target = repeats && inAuto ? auto.target("poll") : undefined;
      if (target !== undefined) return this.#admitAfter(arrival, signalStops, () => this.#jump(target));
    }
    auto.answers(arrival);
    return visits.admit(arrival.by);
  }

  /** What to do next by itself. */
  plan(): Plan | undefined {
    const { auto, firing, queue, reading } = this.#parts;
    if (firing.looping || reading.mode === "manual") return undefined;
    if (reading.mode === "auto") return auto.plan(reading.at);
    if (queue.firstAt === Infinity) return undefined;
    if (queue.firstAt <= reading.reach()) return { kind: "due" };
    return { kind: "sleep", milliseconds: reading.realTimeUntil(queue.firstAt) };
  }

  /** Does what `plan` said. Failures of timers have been reported where they happened. */
  async perform(plan: Plan): Promise<void> {
    const { motion, visits } = this.#parts;
    if (plan.kind === "due") await this.#move(pacedStops, () => this.#catchUp());
    if (plan.kind === "expire") await this.#move(signalStops, () => motion.payOut(signalStops));
    if (plan.kind === "jump") await this.#move(signalStops, () => this.#jumpOn(plan));
    if (plan.kind === "stuck") visits.tellStuck();
  }

  async #operate(move: () => Promise<void>): Promise<Instant> {
    const { inFlight, reading } = this.#parts;
    if (inFlight.any) await inFlight.waitForRest();
    const { result, failure } = await this.#move(operatorStops, async () => {
      await move();
      return reading.at;
    });
    if (failure !== undefined) throw failure.error;
    return result;
  }

  async #admitAfter(arrival: Arrival, stops: Stops, move: () => Promise<void>): Promise<Visit> {
    const { auto, visits } = this.#parts;
    // A timer that failed has been reported; the request that happened to find it due is not to blame.
    const { result: visit } = await this.#move(stops, async () => {
      await move();
      // Before the move ends: nothing may move between the jump and the answer.
      return visits.admit(arrival.by);
    });
    auto.answers(arrival);
    return visit;
  }

  #move<Result>(stops: Stops, move: () => Promise<Result>): Promise<Outcome<Result>> {
    const { auto, motion, reading } = this.#parts;
    return motion.run(stops, async () => {
      reading.follow();
      const result = await move();
      auto.moved();
      if (stops !== pacedStops) reading.pace();
      return result;
    });
  }

  #catchUp(): Promise<void> {
    const { motion, reading } = this.#parts;
    return motion.catchUp(() => reading.reach());
  }

  /** A free run is one move for as long as nobody else wants to move the clock: a day of jumps costs little then. */
  async #jumpOn(plan: Plan): Promise<void> {
    const { auto, motion } = this.#parts;
    for (let next: Plan | undefined = plan; next?.kind === "jump"; next = this.plan()) {
      await this.#jump(next.target);
      auto.moved();
      if (next.target.signal !== "free" || motion.isWanted || motion.needsRest) return;
    }
  }

  #jump(target: Target): Promise<void> {
    return this.#parts.motion.goTo(target.to, target.signal, signalStops);
  }
}
