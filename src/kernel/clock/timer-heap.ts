import type { Timer } from "./clock.ts";

/** A timer and where it stands in the heap that holds it, so that it can be taken out from the middle. */
export interface HeapRow {
  readonly timer: Timer;
  readonly heap: TimerHeap;
  place: number;
}

/** Whether one timer fires before another: by instant, then by insertion. */
export function firesBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** A binary heap of timers in firing order: adding and removing any of them is O(log n), looking at the first is O(1). */
export class TimerHeap {
  readonly #rows: HeapRow[] = [];

  first(): Timer | undefined {
    return this.#rows[0]?.timer;
  }

  add(timer: Timer): HeapRow {
    const row: HeapRow = { timer, heap: this, place: this.#rows.length };
    this.#rows.push(row);
    this.#rise(row);
    return row;
  }

  remove(row: HeapRow): void {
    const last = this.#rows.pop();
    if (last === undefined || last === row) return;
    this.#put(last, row.place);
    this.#rise(last);
    this.#sink(last);
  }

  #rise(row: HeapRow): void {
    while (row.place > 0) {
      const parentPlace = (row.place - 1) >> 1;
      const parent = this.#rows[parentPlace];
      if (parent === undefined || !firesBefore(row.timer, parent.timer)) return;
      this.#put(parent, row.place);
      this.#put(row, parentPlace);
    }
  }

  #sink(row: HeapRow): void {
    for (;;) {
      const child = this.#earlierChild(row.place);
      if (child === undefined || !firesBefore(child.timer, row.timer)) return;
      const childPlace = child.place;
      this.#put(child, row.place);
      this.#put(row, childPlace);
    }
  }

  #earlierChild(place: number): HeapRow | undefined {
    const left = this.#rows[2 * place + 1];
    const right = this.#rows[2 * place + 2];
    if (left === undefined || right === undefined) return left;
    return firesBefore(right.timer, left.timer) ? right : left;
  }

  #put(row: HeapRow, place: number): void {
    row.place = place;
    this.#rows[place] = row;
  }
}
