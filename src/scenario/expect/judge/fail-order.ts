import { printDuration } from "../../fields/print-duration.ts";
import type { ExpectationRow } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { cureNearest } from "./cure-nearest.ts";
import { limitOf } from "../watch/limit-of.ts";
import type { RunView } from "./run-view.ts";
import type { Told } from "./told.ts";

type OrderExpectation = Extract<ScenarioExpectation, { readonly kind: "order" }>;

/** What is to be said when events did not come one after the other, or not in time; undefined when they did. */
export const failOrder = (
  expectation: OrderExpectation,
  row: ExpectationRow,
  view: RunView,
): Told | undefined => {
  const { matchers, within } = expectation;
  const missing = row.met ? undefined : matchers[row.count];
  if (missing === undefined) return undefined;
  const limit = limitOf(expectation, row);
  const before = matchers[row.count - 1];
  const after = before === undefined ? "" : ` after ${view.explainMatcher(before)}`;
  const wanted = `Expected ${view.explainMatcher(missing)}${after}`;
  const soon = within === undefined ? "" : ` within ${printDuration(within)}`;
  const late = limit === undefined ? undefined : view.firstAfter(missing, row.found.at(-1) ?? 0, limit);
  if (late !== undefined && limit !== undefined) {
    return {
      code: "expectation_too_late",
      message: `${wanted}${soon}, and it came too late by ${printDuration(late.at - limit)}.`,
      cure: "See what the agent waited for, or allow more time.",
      seen: view.found([...row.found, late.seq]),
      moment: { seq: late.seq },
    };
  }
  // What stands at its own place in the order is no sign of another one.
  const nearest = view.nearest(missing, row.found);
  const isElsewhere = nearest[0]?.differences.length === 0;
  return {
    code: isElsewhere ? "wrong_order" : "expectation_not_met",
    message: `${wanted}${row.overdue ? soon : ""}, but it ${isElsewhere ? "came at another place" : "never came"}.`,
    cure: isElsewhere
      ? "Compare the times at which they came with the order in the file."
      : cureNearest(nearest, missing.event, view),
    seen: [...view.found(row.found), ...nearest],
    moment: limit === undefined ? "end" : { at: limit },
  };
};
