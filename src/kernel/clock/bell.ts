/** Lets any number of waiters sleep until something they look at may have changed. */
export class Bell {
  #next: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  heard(): Promise<void> {
    this.#next ??= new Promise((resolve) => {
      this.#wake = resolve;
    });
    return this.#next;
  }

  ring(): void {
    const wake = this.#wake;
    if (wake === undefined) return;
    this.#wake = undefined;
    this.#next = undefined;
    wake();
  }
}
