import type { ClockMode, Instant } from "../kernel/clock/clock.ts";
import type { Json } from "../kernel/json.ts";
import type { EventMatcher } from "../api/match/condition.ts";

/** A scenario as it was read: plain data that can stand in a world's row and survive a snapshot. */
export type Scenario = {
  readonly version: 1;
  readonly name: string;
  readonly description?: string;
  readonly seed?: string;
  readonly clock: ScenarioClock;
  readonly people: { readonly [name: string]: ScenarioPerson };
  readonly lines: { readonly [name: string]: ScenarioLine };
  readonly script: readonly ScenarioStep[];
  /** The script's `when` items; absent when it has none. */
  readonly rules?: readonly ScenarioRule[];
};

/** How time goes while the scenario plays; what is left out is for the one who plays it to choose. */
export type ScenarioClock = {
  readonly mode?: ClockMode;
  readonly start?: Instant | "now";
};

/** Somebody on the other end of the line. */
export type ScenarioPerson = {
  /** E.164. */
  readonly number: string;
};

/** A number that exists before the agent starts. */
export type ScenarioLine = {
  readonly provider: "store";
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly type: "local" | "mobile" | "national";
  /** E.164; without it the inventory gives one when the scenario is loaded. */
  readonly number?: string;
  readonly locality?: string;
  readonly balanceCents?: number;
};

/** Steps one after the other, and rules that are armed when the first of them may begin. */
export type ScriptList = Pick<Scenario, "script" | "rules">;

/** Something to do whenever an event of some kind happens. */
export type ScenarioRule = {
  /** Its place among the items of its list, counted from 0. */
  readonly place: number;
  readonly when: EventMatcher;
  /** How often it does so at most. */
  readonly times: number;
  readonly do: ScriptList;
  readonly where: { readonly line: number; readonly column: number };
};

/** One thing that happens, and when. Durations are whole milliseconds. */
export type ScenarioStep = {
  /** The step's key in the file, such as `sms`. */
  readonly name: string;
  /** What the step's own schema made of the file. Parties stay as written: a name or an E.164 number. */
  readonly input: Json;
  /** Counted from the end of the step before, or from the start of the list. */
  readonly after?: number;
  readonly at?: ScenarioMoment;
  /** Where the step's key stands in the file. */
  readonly where: { readonly line: number; readonly column: number };
};

/** A point in a scenario: so many milliseconds after its start, or a fixed moment of the world's clock. */
export type ScenarioMoment = { readonly fromStart: number } | { readonly instant: Instant };
