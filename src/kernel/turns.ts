/** Runs pieces of work one after the other for each key, in the order in which they were asked for. */
export class Turns {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Waits for the key's earlier work, whether it succeeded or not, then runs this. */
  async take<Result>(key: string, work: () => Promise<Result> | Result): Promise<Result> {
    const before = this.#tails.get(key);
    const result = before === undefined ? work() : before.then(() => work());
    // What is done at once leaves nothing to wait for.
    return result instanceof Promise ? this.#queue(key, result) : result;
  }

  #queue<Result>(key: string, result: Promise<Result>): Promise<Result> {
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
