/** Opens once, when the first wants it open. Those who await it go on in the order in which they came. */
export class Gate {
  readonly #open: () => Promise<unknown>;
  #opened: Promise<unknown> | undefined;
  #isOpen = false;

  /** What has to be done before it is open. */
  constructor(open: () => Promise<unknown>) {
    this.#open = open;
  }

  /** What to await before going on for whoever needs it open; undefined when there is nothing to wait for. */
  pass(): Promise<unknown> | undefined {
    if (this.#isOpen) return undefined;
    return (this.#opened ??= this.#begin());
  }

  /** The same for whoever does not need it open, but must overtake nobody who waits for it. */
  passBy(): Promise<unknown> | undefined {
    return this.#isOpen ? undefined : this.#opened;
  }

  #begin(): Promise<unknown> {
    const opened = this.#open();
    // The first to hear of it, just before all who wait: whoever comes after them finds it open.
    opened.then(
      () => (this.#isOpen = true),
      // Those who wait hear of it.
      () => {},
    );
    return opened;
  }
}
