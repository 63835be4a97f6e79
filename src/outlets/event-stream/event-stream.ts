import type { WorldEvent } from "../../contract/events.ts";
import type { RealTime } from "../../kernel/clock/clock.ts";
import type { EventFeed } from "../../kernel/event-feed.ts";
import type { EventSink } from "./event-sink.ts";

/** How a stream treats its reader. */
export interface StreamRules {
  readonly realTime: RealTime;
  /** How many bytes of news may wait for a reader before he is dropped. What he asked to be replayed is not news. */
  readonly mostWaiting: number;
}

/** After so many real milliseconds of silence, a sign of life. */
const beatEvery = 15_000;

/** An event on its way. What is replayed is written only when its turn comes. */
interface Pending {
  readonly event: WorldEvent;
  readonly frame?: string;
}

/** Carries a feed to one reader: first what he missed, at his pace, then what happens, as it happens. */
export class EventStream {
  readonly #sink: EventSink;
  readonly #rules: StreamRules;
  readonly #stops: (() => void)[];
  #cancelBeat: (() => void) | undefined;
  #pending: Pending[];
  #sent = 0;
  #pendingNews = 0;

  constructor({ log, after, wants }: EventFeed<WorldEvent>, sink: EventSink, rules: StreamRules) {
    this.#sink = sink;
    this.#rules = rules;
    const missed = after === undefined ? [] : log.after(after, Number.MAX_SAFE_INTEGER);
    this.#pending = missed.filter(wants).map((event) => ({ event }));
    this.#stops = [
      log.subscribe((event) => {
        if (wants(event)) this.#hear(event);
      }),
      log.onEnd(() => this.end()),
    ];
    this.#planBeat();
    this.drained();
  }

  /** To be called when what was sent has left: goes on with what is pending. */
  drained(): void {
    while (this.#sent < this.#pending.length && !this.#sink.isFull()) {
      const next = this.#pending[this.#sent] as Pending;
      this.#sent += 1;
      this.#pendingNews -= sizeOf(next.frame);
      this.#sink.send(next.frame ?? this.#sink.frame(next.event));
    }
    if (this.#sent < this.#pending.length) return;
    this.#pending = [];
    this.#sent = 0;
  }

  /** Lets the reader know that this was all. */
  end(): void {
    this.stop();
    this.#sink.end();
  }

  /** Stops listening: the reader is gone. */
  stop(): void {
    for (const stop of this.#stops) stop();
    this.#cancelBeat?.();
    this.#pending = [];
    this.#sent = 0;
  }

  #hear(event: WorldEvent): void {
    const frame = this.#sink.frame(event);
    if (this.#pending.length === 0) this.#sink.send(frame);
    else {
      this.#pending.push({ event, frame });
      this.#pendingNews += sizeOf(frame);
    }
    if (this.#sink.waiting() + this.#pendingNews <= this.#rules.mostWaiting) return;
    this.stop();
    this.#sink.drop();
  }

  #planBeat(): void {
    this.#cancelBeat = this.#rules.realTime.after(beatEvery, () => {
      this.#planBeat();
      // A reader with something still to read is not in silence, and must not be given more.
      if (this.#sink.waiting() === 0) this.#sink.beat();
    });
  }
}

const sizeOf = (frame: string | undefined): number => (frame === undefined ? 0 : Buffer.byteLength(frame));
