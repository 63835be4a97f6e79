/** A file that came with a text, as the person's telephone has it. */
export interface ReceivedMedia {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A text on a person's telephone. */
export interface ReceivedText {
  readonly from: string;
  readonly body: string;
  readonly media: readonly ReceivedMedia[];
}

/** What becomes of a text to a number. */
export interface Outcome {
  /** How it ends. `sent` and `queued`: that is the last that anybody hears. Default `delivered`. */
  readonly end?: "delivered" | "undelivered" | "failed" | "sent" | "queued";
  /** Why it was not delivered: 30003, 30005, … */
  readonly code?: number;
  /** The request itself is refused with this. */
  readonly refused?: number;
  /** The end is told of before `sent`. */
  readonly reversed?: boolean;
  /** Each status is told of twice. */
  readonly twice?: boolean;
  /** Nothing happens until `letArrive` is called for the number. */
  readonly late?: boolean;
  /** The end comes so many milliseconds of the given clock after `sent`. */
  readonly after?: number;
}

type OutcomeWord = "delivered" | "undelivered" | "failed" | "never" | "stuck";

const meanings: Readonly<Record<OutcomeWord, Outcome>> = {
  delivered: {},
  undelivered: { end: "undelivered", code: 30003 },
  failed: { end: "failed", code: 30008 },
  never: { end: "sent" },
  stuck: { end: "queued" },
};

/** The people at the other end: what reached them, and what becomes of texts to them. */
export class People {
  readonly #received = new Map<string, ReceivedText[]>();
  readonly #outcomes = new Map<string, Outcome[]>();
  readonly #late = new Map<string, (() => void)[]>();

  /** What that person's telephone has received, oldest first. */
  read(number: string): readonly ReceivedText[] {
    return this.#received.get(number) ?? [];
  }

  /** What becomes of the next texts to a number, one after the other; the last goes for all that follow. */
  outcome(number: string, ...outcomes: readonly (OutcomeWord | Outcome)[]): void {
    this.#outcomes.set(
      number,
      outcomes.map((one) => (typeof one === "string" ? meanings[one] : one)),
    );
  }

  /** Lets go what was `late`, and answers how many texts that were. */
  letArrive(number: string): number {
    const late = this.#late.get(number) ?? [];
    this.#late.delete(number);
    for (const go of late) go();
    return late.length;
  }

  /** For the network: what becomes of a text that is sent now. */
  takeOutcome(number: string): Outcome {
    const outcomes = this.#outcomes.get(number) ?? [];
    return (outcomes.length > 1 ? outcomes.shift() : outcomes[0]) ?? {};
  }

  /** For the network: puts a text aside until the test lets it go. */
  putAside(number: string, go: () => void): void {
    this.#late.set(number, [...(this.#late.get(number) ?? []), go]);
  }

  /** For the network. */
  receive(number: string, text: ReceivedText): void {
    this.#received.set(number, [...this.read(number), text]);
  }
}
