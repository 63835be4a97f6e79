/** Whoever waited was sent away: the call, or what it was about, is over. */
export class Gone extends Error {
  override readonly name = "Gone";
}

/** Lets others look again whenever something may have changed. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  ring(): void {
    const waiting = Array.from(this.#waiting);
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** What `look` finds, once it finds something. Throws `Gone` when the signal is given before. */
  async until<Found>(look: () => Found | undefined, signal: AbortSignal): Promise<Found> {
    for (;;) {
      if (signal.aborted) throw new Gone();
      const found = look();
      if (found !== undefined) return found;
      await this.#ring(signal);
    }
  }

  #ring(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }
}

/** What a promise brings, unless the signal is given before: then `Gone` is thrown. */
export const orGone = <Found>(work: Promise<Found>, signal: AbortSignal): Promise<Found> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(new Gone());
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });

/** Runs something that may be sent away. */
export const untilGone = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
};
