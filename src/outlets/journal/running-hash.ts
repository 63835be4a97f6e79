import { createHash } from "node:crypto";

/** How much text is gathered before it is hashed: handing over each line by itself costs more than hashing it. */
const batchLength = 65_536;

/** A SHA-256 of text that keeps coming, readable at any time. */
export class RunningHash {
  readonly #sum = createHash("sha256");
  #waiting = "";

  add(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length >= batchLength) this.#flush();
  }

  /** The hash of everything so far, in hexadecimal digits. */
  read(): string {
    this.#flush();
    return this.#sum.copy().digest("hex");
  }

  #flush(): void {
    this.#sum.update(this.#waiting);
    this.#waiting = "";
  }
}
