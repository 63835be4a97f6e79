import { Alarm } from "./alarm.ts";
import type { RealTime } from "./clock.ts";
import type { Motion } from "./motion.ts";
import type { Moves } from "./moves.ts";

/** What drives a clock, and whether something in flight may still make it move. */
export interface DriveParts {
  readonly realTime: RealTime;
  readonly motion: Motion;
  readonly moves: Moves;
  readonly isCalm: () => boolean;
}

/** Cheaper than `queueMicrotask`, which makes an asynchronous resource each time. */
const soon = Promise.resolve();

/** Makes a clock move by itself: looks, after every change, at what the rules say, does it, and looks again. */
export class Drive {
  readonly #parts: DriveParts;
  readonly #alarm: Alarm;
  #settling: (() => void)[] = [];
  #willLook = false;
  #closed = false;

  constructor(parts: DriveParts) {
    this.#parts = parts;
    this.#alarm = new Alarm(parts.realTime, () => this.consider());
  }

  /** To be called after every change that the rules look at; several changes in a row cost one look. */
  consider(): void {
    if (this.#willLook || this.#closed || this.#parts.motion.busy) return;
    this.#willLook = true;
    void soon.then(this.#look);
  }

  settled(): Promise<void> {
    if (this.isSettled) return Promise.resolve();
    return new Promise((resolve) => this.#settling.push(resolve));
  }

  close(): void {
    this.#closed = true;
    this.#alarm.clear();
    this.#settle();
  }

  readonly #look = (): void => this.#act(false);

  #act(rested: boolean): void {
    this.#willLook = false;
    const { motion, moves } = this.#parts;
    if (this.#closed || motion.busy) return;
    const next = moves.plan();
    if (next === undefined || next.kind === "sleep") {
      if (next === undefined) this.#alarm.clear();
      else this.#alarm.set(next.milliseconds);
      this.#settle();
    } else if (!rested && (motion.needsRest || (next.kind === "jump" && next.yields))) {
      this.#willLook = true;
      void motion.rest().then(() => this.#act(true));
    } else {
      void moves.perform(next);
      if (next.kind === "stuck") this.consider();
    }
  }

  /** Whether nothing can move any more without outside help. */
  get isSettled(): boolean {
    if (this.#closed) return true;
    return !this.#willLook && !this.#parts.motion.busy && this.#parts.isCalm();
  }

  #settle(): void {
    if (this.#settling.length === 0 || !this.isSettled) return;
    const settling = this.#settling;
    this.#settling = [];
    for (const resolve of settling) resolve();
  }
}
