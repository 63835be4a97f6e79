/** Things that wait for their turn: those of one lane strictly one after the other, lanes side by side, so many at once. */
export class Lanes<Item> {
  readonly #most: number;
  readonly #start: (item: Item, done: () => void) => void;
  /** What waits in each lane that is busy; a lane is here while one of it is under way. */
  readonly #busy = new Map<string, Item[]>();
  /** Whose turn it is next, a first of its lane each. */
  readonly #ready: (readonly [lane: string, item: Item])[] = [];
  #running = 0;
  #going = false;
  #closed = false;

  /** `start` begins with one and says when it is done, perhaps at once. */
  constructor(most: number, start: (item: Item, done: () => void) => void) {
    this.#most = most;
    this.#start = start;
  }

  get isEmpty(): boolean {
    return this.#busy.size === 0;
  }

  add(lane: string, item: Item): void {
    const waiting = this.#busy.get(lane);
    if (waiting !== undefined) return void waiting.push(item);
    this.#busy.set(lane, []);
    this.#ready.push([lane, item]);
    this.#go();
  }

  /** Nothing starts any more; answers what had not. */
  close(): readonly Item[] {
    this.#closed = true;
    return [...this.#ready.map(([, item]) => item), ...[...this.#busy.values()].flat()];
  }

  #go(): void {
    // Those that are done at once come back here: they go on in the loop, not one deeper each.
    if (this.#going) return;
    this.#going = true;
    while (!this.#closed && this.#running < this.#most) {
      const next = this.#ready.shift();
      if (next === undefined) break;
      this.#begin(...next);
    }
    this.#going = false;
  }

  #begin(lane: string, item: Item): void {
    this.#running += 1;
    let isDone = false;
    this.#start(item, () => {
      if (isDone) return;
      isDone = true;
      this.#leave(lane);
    });
  }

  #leave(lane: string): void {
    this.#running -= 1;
    const next = this.#busy.get(lane)?.shift();
    if (next === undefined) this.#busy.delete(lane);
    else this.#ready.push([lane, next]);
    this.#go();
  }
}
