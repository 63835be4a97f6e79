import type { RealTime } from "../../../src/kernel/clock/clock.ts";

type Item = { readonly word: string } | { readonly turnOver: true };

interface VoiceParts {
  readonly realTime: RealTime;
  /** How long a word takes to be heard. 0: everything is heard at once. */
  readonly wordMs: number;
  readonly heard: (word: string) => void;
  readonly turnOver: () => void;
}

/** Turns text into sound, word by word, as the speech of a relay does. */
export class RelayVoice {
  readonly #parts: VoiceParts;
  #queue: Item[] = [];
  #stop: (() => void) | undefined;
  #drained: (() => void)[] = [];

  constructor(parts: VoiceParts) {
    this.#parts = parts;
  }

  say(text: string): void {
    const words = this.#parts.wordMs === 0 ? [text] : (text.match(/\s*\S+\s*$|\s*\S+|\s+/gu) ?? []);
    this.#queue.push(...words.filter((word) => word !== "").map((word) => ({ word })));
    this.#goOn();
  }

  endTurn(): void {
    this.#queue.push({ turnOver: true });
    this.#goOn();
  }

  /** Resolves when all was heard. */
  drained(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Nothing more of what was said so far will be heard. */
  flush(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#queue = [];
    this.#tellDrained();
  }

  #goOn(): void {
    if (this.#stop !== undefined) return;
    for (;;) {
      const [item] = this.#queue;
      if (item === undefined) return this.#tellDrained();
      if ("word" in item && this.#parts.wordMs > 0) {
        this.#stop = this.#parts.realTime.after(this.#parts.wordMs, () => {
          this.#stop = undefined;
          this.#queue.shift();
          this.#parts.heard(item.word);
          this.#goOn();
        });
        return;
      }
      this.#queue.shift();
      if ("word" in item) this.#parts.heard(item.word);
      else this.#parts.turnOver();
    }
  }

  #tellDrained(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }
}
