/** How many characters of an agent's output are kept. */
const longestTail = 65_536;

/** The end of what a process printed, as it came. */
export class OutputTail {
  readonly #listeners = new Set<() => void>();
  #text = "";
  #cut = 0;

  get text(): string {
    return this.#text;
  }

  /** How many characters came before that. */
  get cut(): number {
    return this.#cut;
  }

  add(text: string): void {
    this.#text += text;
    const excess = this.#text.length - longestTail;
    if (excess > 0) {
      this.#text = this.#text.slice(excess);
      this.#cut += excess;
    }
    for (const listener of this.#listeners) listener();
  }

  /** Calls back whenever there is more, until the function it answers is called. */
  onMore(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
