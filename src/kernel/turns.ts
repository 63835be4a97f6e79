/** Runs pieces of work one after the other for each key, in the order in which they were asked for. */
export class Turns {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Waits for the key's earlier work, whether it succeeded or not, then runs this. */
  take<Result>(key: string, work: () => Promise<Result> | Result): Promise<Result> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result: Promise<Result> = before.then(() => work());
    const tail = this.#end(result, () => this.#tails.get(key) === tail && this.#tails.delete(key));
    this.#tails.set(key, tail);
    return result;
  }

  async #end(work: Promise<unknown>, whenOver: () => void): Promise<void> {
    try {
      await work;
    } catch {
      // Whoever asked for the work hears of it; the queue only needs to know that it is over.
    }
    whenOver();
  }
}
