import type { Instant, Timer } from "./clock.ts";
import { firesBefore, type HeapRow, TimerHeap } from "./timer-heap.ts";

/**
 * Every timer that has still to fire, with the first of all and the first of each kind of bound at hand. Instants of
 * an empty lane read as Infinity.
 */
export class TimerQueue {
  readonly #rows = new Map<string, HeapRow>();
  readonly #stories = new TimerHeap();
  readonly #limits = new TimerHeap();
  readonly #upkeep = new TimerHeap();
  readonly #quietBounds = new TimerHeap();
  readonly #lanes = [this.#stories, this.#limits, this.#upkeep, this.#quietBounds];

  /** Remembered, since a move asks for it over and over; undefined when it has to be looked up. */
  #first: Timer | undefined;

  get storyAt(): Instant {
    return this.#stories.first()?.at ?? Infinity;
  }

  /** Whether whatever comes first of the story and its limits needs no signal. */
  get isNextUnasked(): boolean {
    const [story, limit] = [this.#stories.first(), this.#limits.first()];
    const isLimit = limit !== undefined && limit.at < (story?.at ?? Infinity);
    return (isLimit ? limit : story)?.unasked === true;
  }

  /** Who plays what would go before the first of the story, if anybody does. */
  get nextPlayer(): string | undefined {
    return this.#stories.first()?.player;
  }

  get limitAt(): Instant {
    return this.#limits.first()?.at ?? Infinity;
  }

  get quietBoundAt(): Instant {
    return this.#quietBounds.first()?.at ?? Infinity;
  }

  get firstAt(): Instant {
    return this.first()?.at ?? Infinity;
  }

  first(): Timer | undefined {
    if (this.#first === undefined && this.#rows.size > 0) this.#first = this.#findFirst();
    return this.#first;
  }

  add(timer: Timer): void {
    this.#rows.set(timer.id, this.#laneOf(timer).add(timer));
    if (this.#first !== undefined && firesBefore(timer, this.#first)) this.#first = timer;
  }

  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.#rows.delete(id);
    row.heap.remove(row);
    if (row.timer === this.#first) this.#first = undefined;
    return true;
  }

  list(): Timer[] {
    const timers = Array.from(this.#rows.values(), (row) => row.timer);
    return timers.sort((one, other) => (firesBefore(one, other) ? -1 : 1));
  }

  clear(): void {
    this.#rows.clear();
    for (const lane of this.#lanes) lane.clear();
    this.#first = undefined;
  }

  #findFirst(): Timer | undefined {
    let earliest: Timer | undefined;
    for (const lane of this.#lanes) {
      const timer = lane.first();
      if (timer === undefined) continue;
      if (earliest === undefined || firesBefore(timer, earliest)) earliest = timer;
    }
    return earliest;
  }

  #laneOf(timer: Timer): TimerHeap {
    if (timer.class === "story") return this.#stories;
    if (timer.class === "limit") return this.#limits;
    return timer.boundsQuiet ? this.#quietBounds : this.#upkeep;
  }
}
