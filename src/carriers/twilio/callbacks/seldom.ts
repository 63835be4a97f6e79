import type { RealTime } from "../../../kernel/clock/clock.ts";

const oncePer = 60_000;

/** Says a sentence once a minute at most, and then how often there was reason for it in between. */
export class Seldom {
  readonly #realTime: RealTime;
  readonly #say: (sentence: string) => void;
  #saidAt = -Infinity;
  #unsaid = 0;

  constructor(realTime: RealTime, say: (sentence: string) => void) {
    this.#realTime = realTime;
    this.#say = say;
  }

  say(sentence: string): void {
    const now = this.#realTime.now();
    if (now - this.#saidAt < oncePer) {
      this.#unsaid += 1;
      return;
    }
    this.#say(
      this.#unsaid === 0 ? sentence : `${sentence} (And ${this.#unsaid} more since this was last said.)`,
    );
    this.#saidAt = now;
    this.#unsaid = 0;
  }
}
