import { answerLimit } from "../../src/carriers/twilio/rest/exchange.ts";
import type { RealTime } from "../../src/kernel/clock/clock.ts";

/** A time in which pauses are over at once, and the wait for an answer never: tests read how long the pauses were. */
export class EagerTime implements RealTime {
  readonly pauses: number[] = [];

  now(): number {
    return Date.UTC(2026, 6, 1);
  }

  after(milliseconds: number, callback: () => void): () => void {
    if (milliseconds === answerLimit) return () => undefined;
    this.pauses.push(milliseconds);
    const turn = setImmediate(callback);
    return () => clearImmediate(turn);
  }
}
