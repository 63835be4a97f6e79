import { printDuration } from "../../fields/print-duration.ts";
import type { ExpectationRow } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { cureNearest } from "./cure-nearest.ts";
import { limitOf } from "../watch/limit-of.ts";
import { count } from "../read-times.ts";
import type { RunView } from "./run-view.ts";
import type { Told } from "./told.ts";

type EventExpectation = Extract<ScenarioExpectation, { readonly kind: "event" }>;

/**
 * What is to be said when an event did not come as soon or as often as it should; undefined when it did. `within` holds
 * for the least number of times, the upper bound for the whole run.
 */
export const failEvent = (
  expectation: EventExpectation,
  row: ExpectationRow,
  view: RunView,
): Told | undefined => {
  const { least = 0, most } = expectation.times;
  if (row.count < least) return failTooFew(expectation, row, view);
  // The limit's own timer may not have fired yet, so what counts is whether enough had come in time.
  if (least > 0 && !row.met) return failLate(expectation, row, view, least);
  if (most === undefined || row.count <= most) return undefined;
  const tooMuch = row.found[most];
  return {
    code: "expectation_too_often",
    message: `Expected ${view.explain(expectation)}, but it happened ${count(row.count)}.`,
    cure: "See what made it happen again, or allow more `times`.",
    seen: view.found(row.found),
    moment: tooMuch === undefined ? "end" : { seq: tooMuch },
  };
};

const failTooFew = (expectation: EventExpectation, row: ExpectationRow, view: RunView): Told => {
  const limit = limitOf(expectation, row);
  const told = {
    code: "expectation_not_met",
    moment: limit === undefined ? "end" : { at: limit },
  } as const;
  const wanted = `Expected ${view.explain(expectation)}`;
  if (row.count > 0) {
    const message = `${wanted}, but it happened only ${count(row.count)}.`;
    const cure = "See what kept it from happening again, or expect it fewer `times`.";
    return { ...told, message, cure, seen: view.found(row.found) };
  }
  const { matcher } = expectation;
  const seen = view.nearest(matcher);
  const cure = cureNearest(seen, matcher.event, view);
  return { ...told, message: `${wanted}, but it never happened.`, cure, seen };
};

const failLate = (expectation: EventExpectation, row: ExpectationRow, view: RunView, least: number): Told => {
  const limit = limitOf(expectation, row) ?? 0;
  const seen = view.found(row.found);
  const late = row.found[least - 1];
  const at = late === undefined ? undefined : view.instantOf(late);
  const by = at === undefined ? "" : ` by ${printDuration(at - limit)}`;
  return {
    code: "expectation_too_late",
    message: `Expected ${view.explain(expectation)}, and it came too late${by}.`,
    cure: "See what the agent waited for, or allow more time.",
    seen,
    moment: late === undefined ? { at: limit } : { seq: late },
  };
};
