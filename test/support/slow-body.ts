/** The body of an answer that a test writes piece by piece. */
export class SlowBody implements AsyncIterable<string | Uint8Array> {
  readonly #pieces: (string | Uint8Array)[] = [];
  #isOver = false;
  #wake: () => void = () => undefined;

  write(piece: string | Uint8Array): void {
    this.#pieces.push(piece);
    this.#wake();
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string | Uint8Array> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#isOver) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
