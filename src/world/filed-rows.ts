/** From how many rows on one in the middle is looked for by its number, and not one by one. */
const manyRows = 256;

/**
 * Rows that stand under one key, oldest first. Adding one, and taking away the oldest or the newest, costs the same
 * however many there are.
 */
export class FiledRows<Kind> {
  readonly #rows: Kind[];
  /** So many at the beginning were taken away and are still to be cut off. */
  #gone = 0;
  /** Rising numbers of the rows. Most lists never need them, so they are given when they are first asked for. */
  #numbers: Map<Kind, number> | undefined;

  constructor(first: Kind) {
    this.#rows = [first];
  }

  get isEmpty(): boolean {
    return this.#rows.length === this.#gone;
  }

  get last(): Kind | undefined {
    return this.isEmpty ? undefined : this.#rows.at(-1);
  }

  add(row: Kind): void {
    if (this.#numbers !== undefined) {
      const { last } = this;
      this.#numbers.set(row, last === undefined ? 0 : this.#numberOf(last) + 1);
    }
    this.#rows.push(row);
  }

  remove(row: Kind): void {
    if (this.last === row) this.#rows.pop();
    else if (this.#rows[this.#gone] === row) this.#removeFirst();
    else this.#removeWithin(row);
    this.#numbers?.delete(row);
  }

  /** All of them. Good until the next change. */
  read(): readonly Kind[] {
    if (this.#gone > 0) this.#cut();
    return this.#rows;
  }

  #removeFirst(): void {
    this.#gone += 1;
    // Cut in strides, so that a long queue costs no more for each than a short one.
    if (this.#gone * 2 > this.#rows.length) this.#cut();
  }

  #removeWithin(row: Kind): void {
    const rows = this.#rows;
    const place = rows.length - this.#gone < manyRows ? rows.lastIndexOf(row) : this.#placeOf(row);
    if (place > this.#gone && rows[place] === row) rows.splice(place, 1);
  }

  #placeOf(row: Kind): number {
    const rows = this.#rows;
    const number = this.#numberOf(row);
    let low = this.#gone;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = rows[middle];
      if (other === undefined || this.#numberOf(other) >= number) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #numberOf(row: Kind): number {
    this.#numbers ??= new Map(this.read().map((one, place) => [one, place]));
    return this.#numbers.get(row) ?? -1;
  }

  #cut(): void {
    this.#rows.splice(0, this.#gone);
    this.#gone = 0;
  }
}
