import type { WorldEvent, EventFields, EventName } from "../contract/events.ts";
import type { Clock, ClockState } from "../kernel/clock/clock.ts";
import { limitKind, TimeLimits } from "../kernel/clock/time-limits.ts";
import { EventLog } from "../kernel/event-log.ts";
import type { InputRecord } from "../kernel/input-record.ts";
import { openRandom, type Random } from "../kernel/random.ts";
import { Turns } from "../kernel/turns.ts";
import { RequestLog } from "./request-log.ts";
import { createTables, type Tables } from "./tables.ts";

export type { EventFields, EventName } from "../contract/events.ts";

/** What a world is made from. */
export interface WorldOptions {
  readonly name: string;
  readonly seed: string;
  readonly clock: Clock;
  /** How many events readers can page back. */
  readonly keptEvents: number;
}

/** All of a world as plain data: what a snapshot holds and a restore brings back. */
export interface WorldState {
  readonly format: "ringback-world";
  readonly version: 1;
  /** The name of the world it was taken of. */
  readonly world: string;
  readonly seed: string;
  readonly clock: ClockState;
  readonly eventCursor: number;
  readonly tables: Readonly<Record<string, readonly object[]>>;
}

/** An isolated universe: its own time, seed, rows and news. Nothing in it is shared with another world. */
export class World {
  readonly name: string;
  readonly clock: Clock;
  readonly tables: Tables = createTables();
  readonly events: EventLog<WorldEvent>;
  /** What the outside asked and was answered. Nothing is kept here: the journal listens. */
  readonly inputs = new EventLog<InputRecord>(0);
  readonly requests = new RequestLog();
  readonly turns = new Turns();
  /** How long those who wait for something here may wait. */
  readonly limits: TimeLimits;
  #seed: string;

  constructor(options: WorldOptions) {
    this.name = options.name;
    this.clock = options.clock;
    this.limits = new TimeLimits(options.clock);
    this.#seed = options.seed;
    this.events = new EventLog(options.keptEvents);
  }

  get seed(): string {
    return this.#seed;
  }

  /** Announces an event at this world's present instant. */
  announce<Name extends EventName>(type: Name, fields: EventFields<Name>): void {
    const { events } = this;
    events.add({ seq: events.next, at: this.clock.now(), type, ...fields } as unknown as WorldEvent);
  }

  /** The next draw for a purpose and its owner. No other purpose or owner can change what comes out. */
  random(purpose: string, owner: string): Random {
    const ordinal = this.#count(`draw:${purpose}:${owner}`);
    return openRandom(this.#seed, { purpose, owner, ordinal });
  }

  /** The next id of a kind: `msg_001`, `msg_002`, … */
  nextId(prefix: string): string {
    return `${prefix}_${String(this.#count(`id:${prefix}`)).padStart(3, "0")}`;
  }

  snapshot(): WorldState {
    const tables = Object.entries(this.tables).map(([name, table]) => [name, table.snapshot()] as const);
    return {
      format: "ringback-world",
      version: 1,
      world: this.name,
      seed: this.#seed,
      clock: withoutLimits(this.clock.snapshot()),
      eventCursor: this.events.last,
      tables: Object.fromEntries(tables),
    };
  }

  /** Makes this world what a snapshot says, or leaves it as it was. The clock refuses while something is in flight. */
  restore(state: WorldState): void {
    const unknown = Object.keys(state.tables).find((name) => !Object.hasOwn(this.tables, name));
    if (unknown !== undefined) throw new Error(`Nothing is known of ${unknown}.`);
    // Rows that do not hold together are found out before anything is replaced: nothing has to be put back, which in a
    // world of a million rows would take longer than the restore.
    const replaceRows = Object.entries(this.tables).map(([name, table]) =>
      (table as Restorable).prepare(state.tables[name] ?? []),
    );
    this.clock.restore(state.clock);
    this.limits.endAll();
    this.#seed = state.seed;
    for (const replace of replaceRows) replace();
    this.events.restart(state.eventCursor);
    this.requests.forget();
  }

  #count(id: string): number {
    const count = (this.tables.counters.get(id)?.count ?? 0) + 1;
    if (count === 1) this.tables.counters.insert({ id, count });
    else this.tables.counters.update(id, { count });
    return count;
  }
}

interface Restorable {
  prepare(rows: readonly object[]): () => void;
}

const withoutLimits = (state: ClockState): ClockState => ({
  ...state,
  timers: state.timers.filter(({ kind }) => kind !== limitKind),
});
