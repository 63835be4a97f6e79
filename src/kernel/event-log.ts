/** Where a reader stands in a log: the sequence number of the last entry it has seen, 0 before the first. */
export type Cursor = number;

/** Anything a log can hold: it numbers each entry. */
export interface Logged {
  readonly seq: number;
}

/** An entry before the log has numbered it. */
export type Unnumbered<Entry> = Entry extends Logged ? Omit<Entry, "seq"> : never;

/** What happened, in order. Writers append; readers subscribe or page through the most recent entries. */
export class EventLog<Entry extends Logged> {
  readonly #capacity: number;
  readonly #listeners = new Set<(entry: Entry) => void>();
  readonly #endListeners = new Set<() => void>();
  #kept: Entry[] = [];
  #last: Cursor = 0;

  /** Keeps the last `capacity` entries for readers; subscribers see every one. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get last(): Cursor {
    return this.#last;
  }

  /** The number that the next entry has to have. */
  get next(): Cursor {
    return this.#last + 1;
  }

  /** Numbers an entry, keeps it and tells every subscriber before it returns. */
  append(entry: Unnumbered<Entry>): Entry {
    return this.add({ seq: this.next, ...entry } as unknown as Entry);
  }

  /** Keeps an entry that was made with the next number, and tells every subscriber before it returns. */
  add(logged: Entry): Entry {
    if (logged.seq !== this.next) throw new Error(`Entry ${logged.seq} came where ${this.next} is next.`);
    this.#last = logged.seq;
    if (this.#capacity > 0) this.#kept.push(logged);
    // Trimmed in strides, so that a full log costs no more per entry than an empty one.
    if (this.#kept.length >= this.#capacity * 2) this.#kept = this.#kept.slice(-this.#capacity);
    for (const listener of this.#listeners) listener(logged);
    return logged;
  }

  /** Entries after a cursor, oldest first, at most `limit`. Entries that fell out of the log are not among them. */
  after(cursor: Cursor, limit: number): readonly Entry[] {
    const oldest = this.#kept[0]?.seq ?? 1;
    const from = Math.max(0, cursor - oldest + 1, this.#kept.length - this.#capacity);
    return this.#kept.slice(from, from + limit);
  }

  /** Calls back for every entry from now on, until the function it answers is called. */
  subscribe(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back when nothing more is going to be appended, unless the function it answers was called before. */
  onEnd(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Tells those who wait for more that nothing will come. */
  end(): void {
    for (const listener of this.#endListeners) listener();
  }

  /** Forgets every entry and starts counting after `last`. Subscribers stay. */
  restart(last: Cursor): void {
    this.#kept = [];
    this.#last = last;
  }
}
