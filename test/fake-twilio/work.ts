/** Counts what is under way, so that a test can wait until nothing is. What only waits for the clock is not under way. */
export class Work {
  #open = 0;
  #begun = 0;
  #waiting: (() => void)[] = [];
  readonly #looking = new Set<() => void>();

  /** Answers what says that it is over. */
  begin(): () => void {
    this.#open += 1;
    this.#begun += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#open -= 1;
      for (const look of this.#looking) look();
      if (this.#open > 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const resolve of waiting) resolve();
    };
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    const over = this.begin();
    try {
      return await task();
    } finally {
      over();
    }
  }

  /** What `look` finds: it is asked again whenever something is over. */
  until<Found>(look: () => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const again = (): void => {
        const found = look();
        if (found === undefined) return;
        this.#looking.delete(again);
        resolve(found);
      };
      this.#looking.add(again);
      again();
    });
  }

  /** Resolves when nothing is under way, and nothing follows from what was. */
  async settled(): Promise<void> {
    for (;;) {
      while (this.#open > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      const begun = this.#begun;
      // Whoever was answered last may ask for something because of it, in this very process.
      for (let turn = 0; turn < 8 && this.#open === 0; turn += 1) {
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      if (this.#open === 0 && this.#begun === begun) return;
    }
  }
}
