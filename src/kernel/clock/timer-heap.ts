import type { Timer } from "./clock.ts";

/** A timer and where it stands in the heap that holds it, so that it can be taken out from the middle. */
export interface HeapRow {
  readonly timer: Timer;
  readonly heap: TimerHeap;
  place: number;
}

/** Whether one timer fires before another: by instant, then by insertion. */
export const firesBefore = (one: Timer, other: Timer): boolean => {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
};

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
    last.place = row.place;
    this.#rise(last);
    this.#sink(last);
  }

  clear(): void {
    this.#rows.length = 0;
  }

  #rise(row: HeapRow): void {
    const rows = this.#rows;
    let place = row.place;
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = rows[parentPlace];
      if (parent === undefined || !firesBefore(row.timer, parent.timer)) break;
      rows[place] = parent;
      parent.place = place;
      place = parentPlace;
    }
    rows[place] = row;
    row.place = place;
  }

  // One loop without calls: this is where a long run of timers spends its time before the compiler has warmed up.
  #sink(row: HeapRow): void {
    const rows = this.#rows;
    const { at, order } = row.timer;
    let place = row.place;
    for (;;) {
      let child = rows[2 * place + 1];
      if (child === undefined) break;
      const right = rows[2 * place + 2];
      if (right !== undefined) {
        const sooner = right.timer.at - child.timer.at || right.timer.order - child.timer.order;
        if (sooner < 0) child = right;
      }
      if ((child.timer.at - at || child.timer.order - order) > 0) break;
      const childPlace = child.place;
      rows[place] = child;
      child.place = place;
      place = childPlace;
    }
    rows[place] = row;
    row.place = place;
  }
}
