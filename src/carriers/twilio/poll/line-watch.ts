import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { CarrierHost } from "../../carrier.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import type { RealStore } from "../state/real-state.ts";

export interface Line {
  readonly number: string;
  /** Since when it is nobody else's. */
  readonly from: number;
}

interface WatchParts {
  readonly settings: Pick<RealSettings, "numbers">;
  readonly store: RealStore;
  readonly realTime: RealTime;
}

/** Which numbers are lines, and from when on what comes to them is theirs: not while nobody had them. */
export class LineWatch {
  readonly #host: CarrierHost;
  readonly #parts: WatchParts;
  readonly #beganAt: number;
  /** The lines so far, and when each other number was last seen to be nobody's. */
  readonly #lines = new Set<string>();
  readonly #freeAt = new Map<string, number>();

  constructor(host: CarrierHost, parts: WatchParts) {
    this.#host = host;
    this.#parts = parts;
    this.#beganAt = parts.realTime.now();
  }

  /** Looks again. `freed` is told of every number that was a line the last time. */
  look(freed: (number: string) => void): readonly Line[] {
    const numbers = this.#numbers();
    for (const number of numbers.filter((one) => !this.#host.isLine(one))) {
      this.#freeAt.set(number, this.#parts.realTime.now());
      if (this.#lines.delete(number)) freed(number);
    }
    const lines = numbers.filter((number) => this.#host.isLine(number));
    for (const line of lines) this.#lines.add(line);
    return lines.map((number) => ({ number, from: this.#freeAt.get(number) ?? this.#beganAt }));
  }

  /** The state file holds what is in use or was bought, the settings what may be used, and both may have let one go. */
  #numbers(): readonly string[] {
    const { settings, store } = this.#parts;
    const known = [...this.#lines, ...this.#freeAt.keys()];
    return [...new Set([...settings.numbers, ...Object.keys(store.state.numbers), ...known])];
  }
}
