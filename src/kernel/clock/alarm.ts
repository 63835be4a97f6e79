import type { RealTime } from "./clock.ts";

/**
 * One host timer that may ring too early but never too late. Setting it later than it stands leaves it alone, so that
 * a busy request path does not set and clear a host timer each time; the listener looks again and sets it anew.
 */
export class Alarm {
  readonly #realTime: RealTime;
  readonly #listener: () => void;
  #ringsAt = Infinity;
  #cancel: (() => void) | undefined;

  constructor(realTime: RealTime, listener: () => void) {
    this.#realTime = realTime;
    this.#listener = listener;
  }

  set(milliseconds: number): void {
    const delay = Math.max(0, Math.ceil(milliseconds));
    const ringsAt = this.#realTime.now() + delay;
    if (this.#ringsAt <= ringsAt) return;
    this.clear();
    this.#ringsAt = ringsAt;
    this.#cancel = this.#realTime.after(delay, () => {
      this.#forget();
      this.#listener();
    });
  }

  clear(): void {
    this.#cancel?.();
    this.#forget();
  }

  #forget(): void {
    this.#cancel = undefined;
    this.#ringsAt = Infinity;
  }
}
