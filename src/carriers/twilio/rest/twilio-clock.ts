import type { RealTime } from "../../../kernel/clock/clock.ts";

/** How far Twilio's clock is ahead of this machine's, which may be set wrong or have slept: by the dates of its answers. */
export class TwilioClock {
  readonly #realTime: RealTime;
  #aheadBy = 0;

  constructor(realTime: RealTime) {
    this.#realTime = realTime;
  }

  /** In milliseconds, rather too little than too much. 0 until there was an answer. */
  get aheadBy(): number {
    return this.#aheadBy;
  }

  heard(headers: Headers): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(date)) this.#aheadBy = date - this.#realTime.now();
  }
}
