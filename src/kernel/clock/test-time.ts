import type { RealTime } from "./clock.ts";

/** A host clock for tests: it stands still until told to pass, and knows which timers are armed on it. */
export class TestTime implements RealTime {
  #now = Date.UTC(2026, 6, 1);
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  get armed(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets real time pass; what it sets off has been handled when the promise resolves. */
  async pass(milliseconds: number): Promise<void> {
    await breathe();
    const end = this.#now + milliseconds;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
      await breathe();
    }
    this.#now = Math.max(this.#now, end);
    await breathe();
  }

  /** Sets the host clock, as an operator or a time server does; timers that are armed do not notice. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** Lets everything happen that needs no real time. */
export const breathe = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** A promise that the test fulfils when it likes. */
export const unfinished = (): { readonly promise: Promise<void>; readonly finish: () => void } => {
  const finishers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => finishers.push(resolve));
  return { promise, finish: () => finishers[0]?.() };
};
