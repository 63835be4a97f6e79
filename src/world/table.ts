import { copyPlain } from "../kernel/copy-plain.ts";
import { hasChanged } from "../kernel/form-of.ts";
import { FiledRows } from "./filed-rows.ts";

/** Anything a table can hold: plain data with an id. */
export interface Row {
  readonly id: string;
}

/** How to file a row under a secondary key; undefined leaves it out of that index. */
type Filing<Kind extends Row> = (row: Kind) => string | undefined;
type Filings<Kind extends Row, IndexName extends string> = Readonly<Record<IndexName, Filing<Kind>>>;

/** Rows of one kind in the order they were added, found by id or by an index. Rows are data and change only through the table. */
export class Table<Kind extends Row, IndexName extends string = never> {
  #rows = new Map<string, Kind>();
  /** The row that is known to stand last, here and wherever it is filed. */
  #last: Kind | undefined;
  readonly #plan: Filings<Kind, IndexName>;
  readonly #filings: readonly { readonly name: string; readonly filing: Filing<Kind> }[];
  #indexes = new Map<string, Map<string, FiledRows<Kind>>>();

  constructor(filings: Filings<Kind, IndexName>) {
    this.#plan = filings;
    this.#filings = Object.entries<Filing<Kind>>(filings).map(([name, filing]) => ({ name, filing }));
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): Kind | undefined {
    return this.#rows.get(id);
  }

  /** Every row, oldest first. */
  all(): IterableIterator<Kind> {
    return this.#rows.values();
  }

  /** The rows filed under a key, oldest first. */
  by(index: IndexName, key: string): readonly Kind[] {
    return this.#indexes.get(index)?.get(key)?.read() ?? [];
  }

  /** Adds a row. Its id must be new. */
  insert(row: Kind): Kind {
    if (this.#rows.has(row.id)) throw new Error(`A row with the id ${row.id} is there already.`);
    this.#rows.set(row.id, row);
    this.#last = row;
    for (const { name, filing } of this.#filings) this.#file(name, filing(row), row);
    return row;
  }

  /** Changes fields of a row that is there. The object handed out for it stays the same one. */
  update(id: string, change: Partial<Omit<Kind, "id">>): Kind {
    const row = this.#rows.get(id);
    if (row === undefined) throw new Error(`There is no row with the id ${id}.`);
    hasChanged(row);
    if (this.#filings.length === 0) return Object.assign(row, change);
    const before = this.#filings.map(({ filing }) => filing(row));
    Object.assign(row, change);
    let place = 0;
    for (const { name, filing } of this.#filings) {
      const was = before[place];
      const key = filing(row);
      place += 1;
      if (key === was) continue;
      if (this.#last !== row) this.#last = undefined;
      this.#unfile(name, was, row);
      this.#file(name, key, row);
    }
    return row;
  }

  /** Makes a row that is there the last one of the table and of every index it is filed under. */
  touch(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined || row === this.#last) return;
    this.#rows.delete(id);
    this.#rows.set(id, row);
    this.#last = row;
    for (const { name, filing } of this.#filings) {
      const key = filing(row);
      if (key === undefined || this.#indexes.get(name)?.get(key)?.last === row) continue;
      this.#unfile(name, key, row);
      this.#file(name, key, row);
    }
  }

  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    if (this.#last === row) this.#last = undefined;
    for (const { name, filing } of this.#filings) this.#unfile(name, filing(row), row);
    return this.#rows.delete(id);
  }

  /** A copy of every row, to be kept. */
  snapshot(): Kind[] {
    return Array.from(this.#rows.values(), copyPlain);
  }

  /** Makes copies of these ready to replace every row, which they do when the function that it answers is called. */
  prepare(rows: readonly Kind[]): () => void {
    const ready = new Table<Kind, IndexName>(this.#plan);
    for (const row of rows) ready.insert(copyPlain(row));
    return () => {
      this.#rows = ready.#rows;
      this.#last = ready.#last;
      this.#indexes = ready.#indexes;
    };
  }

  /** Replaces every row by copies of these. */
  restore(rows: readonly Kind[]): void {
    this.prepare(rows)();
  }

  #file(name: string, key: string | undefined, row: Kind): void {
    if (key === undefined) return;
    let index = this.#indexes.get(name);
    // Made when the first row comes: most tables of most worlds stay empty.
    if (index === undefined) this.#indexes.set(name, (index = new Map()));
    const filed = index.get(key);
    if (filed === undefined) index.set(key, new FiledRows(row));
    else filed.add(row);
  }

  #unfile(name: string, key: string | undefined, row: Kind): void {
    if (key === undefined) return;
    const filed = this.#indexes.get(name)?.get(key);
    filed?.remove(row);
    if (filed?.isEmpty) this.#indexes.get(name)?.delete(key);
  }
}
