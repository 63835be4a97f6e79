import type { OutputOf, Operations } from "../contract/operations.ts";
import { type Duration, writeDuration } from "./duration.ts";
import type { Ask } from "./world-port.ts";

/** What a world's clock says. */
export interface ClockReading {
  /** Milliseconds since 1970, on the world's clock. */
  readonly now: number;
  /** The same, as ISO 8601 in UTC. */
  readonly iso: string;
  /** `auto`, `manual`, `real` or a factor such as `60x`. */
  readonly mode: string;
  /** When the story goes on, in milliseconds since 1970. Absent when nothing of it is left. */
  readonly nextStory?: number;
}

/** The clock of a world. Nothing here takes real time, except that `advance` and `next` wait for answers under way. */
export interface WorldClock {
  /** Milliseconds since 1970, on the world's clock. */
  now(): Promise<number>;
  read(): Promise<ClockReading>;
  /** Moves time on; whatever is due on the way has happened when the promise is kept. Throws `clock_held`, `clock_loop`. */
  advance(by: Duration): Promise<ClockReading>;
  /** Moves time to whatever is due next, and lets it happen. Throws `clock_held`, `clock_loop`. */
  next(): Promise<ClockReading>;
  /** `auto`: waiting moves time. `manual`: only `advance` and `next` do. `real`, or a factor such as `60x`: the machine's time. */
  setMode(mode: string): Promise<ClockReading>;
}

/** The clock of the world that is asked. */
export const clockOf = (ask: Ask): WorldClock => ({
  now: async () => readingOf(await ask("control.clock.get", {})).now,
  read: async () => readingOf(await ask("control.clock.get", {})),
  advance: async (by) => readingOf(await ask("control.clock.advance", { by: writeDuration(by) })),
  next: async () => readingOf(await ask("control.clock.next", {})),
  setMode: async (mode) => readingOf(await ask("control.clock.setMode", { mode })),
});

type Told = OutputOf<Operations["control.clock.get"]>;

const readingOf = ({ now, mode, nextStory }: Told): ClockReading => ({
  now: Date.parse(now),
  iso: now,
  mode,
  ...(nextStory !== null && { nextStory: Date.parse(nextStory) }),
});
