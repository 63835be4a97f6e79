import { isMeant } from "../../../api/match/match.ts";
import type { EventMatcher } from "../../../api/match/condition.ts";
import type { WorldEvent } from "../../../contract/events.ts";
import type { Json, JsonObject } from "../../../kernel/json.ts";
import { toMillisecondText } from "../../../kernel/time-text.ts";
import { fillMatcher } from "../../match/fill-matcher.ts";
import { numberOfParty } from "../../number-of-party.ts";
import type { ExpectationRow, ScenarioRun, Tables, World } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { useBudget } from "./use-budget.ts";

type EventExpectation = Extract<ScenarioExpectation, { readonly kind: "event" }>;

/** How many of the events that were found are kept for the report. */
const mostKept = 100;

/** Writes down what an event means for an expectation. Answers whether a value was captured. */
export const compareWithEvent = (
  world: World,
  run: ScenarioRun,
  row: ExpectationRow,
  expectation: ScenarioExpectation,
  event: WorldEvent,
): boolean => {
  switch (expectation.kind) {
    case "event":
      return fits(expectation.matcher, run, event) && noteEvent(world, run, row, expectation, event);
    case "never":
      if (fits(expectation.matcher, run, event)) note(world.tables, row, event, {});
      return false;
    case "order": {
      const next = expectation.matchers[row.count];
      if (next === undefined || !isInTime(row, expectation.within, event)) return false;
      if (!fits(next, run, event)) return false;
      const isLast = row.count + 1 === expectation.matchers.length;
      note(world.tables, row, event, isLast ? { met: true, open: false } : {});
      if (isLast) stopLimit(world, row);
      return false;
    }
    case "budget":
      useBudget(world.tables, row, event);
      return false;
    case "state":
      return false;
  }
};

const isInTime = (
  { armedAt = 0, overdue }: ExpectationRow,
  within: number | undefined,
  { at }: WorldEvent,
): boolean => !overdue && (within === undefined || at <= armedAt + within);

const fits = (matcher: EventMatcher, run: ScenarioRun, event: WorldEvent): boolean => {
  if (matcher.event !== event.type) return false;
  const wanted = fillMatcher(matcher, run);
  return wanted !== undefined && isMeant(wanted, event, numberOfParty(run));
};

const noteEvent = (
  world: World,
  run: ScenarioRun,
  row: ExpectationRow,
  { times: { least = 0, most }, within, capture }: EventExpectation,
  event: WorldEvent,
): boolean => {
  const isFirst = row.count === 0;
  // Where nothing has to happen it is judged at the end.
  const isMet = row.met || (least > 0 && isInTime(row, within, event) && row.count + 1 >= least);
  // Without an upper bound there is nothing left to learn once enough has come.
  note(world.tables, row, event, { met: isMet, open: !isMet || most !== undefined });
  if (isMet) stopLimit(world, row);
  if (!isFirst || capture === undefined) return false;
  const saved = { ...run.saved, ...captured(capture, event) };
  world.tables.scenarioRuns.update(run.id, { saved });
  return true;
};

const captured = (capture: NonNullable<EventExpectation["capture"]>, event: WorldEvent): JsonObject => {
  const told: JsonObject = { ...(event as unknown as JsonObject), at: toMillisecondText(event.at) };
  if (typeof capture === "string") return { [capture]: told };
  const kept = Object.entries(capture).flatMap(([name, field]): [string, Json][] => {
    const value = told[field];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(kept);
};

const note = (
  tables: Tables,
  row: ExpectationRow,
  event: WorldEvent,
  change: Partial<ExpectationRow>,
): void => {
  const found = row.found.length < mostKept ? [...row.found, event.seq] : row.found;
  tables.expectations.update(row.id, { ...change, found, count: row.count + 1 });
};

const stopLimit = (world: World, { id, limitTimer }: ExpectationRow): void => {
  if (limitTimer === undefined) return;
  world.clock.cancel(limitTimer);
  world.tables.expectations.update(id, { limitTimer: undefined });
};
