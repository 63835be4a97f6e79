import { explain } from "../../api/match/explain.ts";
import { printDuration } from "../fields/print-duration.ts";
import type { Failure } from "../report/report.ts";
import type { ExpectationRow } from "../run-rows.ts";
import type { ScenarioExpectation } from "../scenario.ts";
import { explainExpectation } from "./explain-expectation.ts";
import { count } from "./read-times.ts";
import type { RunView } from "./run-view.ts";

export type Told = Omit<Failure, "blame" | "place">;
type EventExpectation = Extract<ScenarioExpectation, { readonly kind: "event" }>;
type OrderExpectation = Extract<ScenarioExpectation, { readonly kind: "order" }>;
type NeverExpectation = Extract<ScenarioExpectation, { readonly kind: "never" }>;

/** What is to be said when an event did not come as often or as soon as it should; undefined when it did. */
export const failEvent = (
  expectation: EventExpectation,
  row: ExpectationRow,
  view: RunView,
): Told | undefined => {
  const { times, within, matcher } = expectation;
  const wanted = explainExpectation(expectation);
  if (times.most !== undefined && row.count > times.most) {
    return {
      code: "expectation_too_often",
      message: `Expected ${wanted}, but it happened ${count(row.count)}.`,
      cure: "See what made it happen again, or allow more `times`.",
      seen: view.found(row.found),
    };
  }
  if (row.met || row.count >= (times.least ?? 0)) {
    return row.overdue ? failLate(wanted, within ?? 0, row, view) : undefined;
  }
  const nearest = view.nearest(matcher);
  const happened = row.count === 0 ? "it never happened" : `it happened only ${count(row.count)}`;
  return {
    code: "expectation_not_met",
    message: `Expected ${wanted}, but ${happened}.`,
    cure: cureFor(nearest, matcher.event),
    seen: row.count === 0 ? nearest : view.found(row.found),
  };
};

const failLate = (wanted: string, within: number, row: ExpectationRow, view: RunView): Told => {
  const seen = view.found(row.found);
  const allowedUntil = (row.armedAt ?? 0) - view.run.startedAt + within;
  const late = seen.find(({ at }) => at > allowedUntil) ?? seen.at(-1);
  const by = late === undefined ? "" : ` by ${printDuration(late.at - allowedUntil)}`;
  return {
    code: "expectation_too_late",
    message: `Expected ${wanted}, and it came too late${by}.`,
    cure: "See what the agent waited for, or allow more time.",
    seen,
  };
};

/** The same for events that should have come one after the other. */
export const failOrder = (
  expectation: OrderExpectation,
  row: ExpectationRow,
  view: RunView,
): Told | undefined => {
  if (row.met) return undefined;
  const { matchers, within } = expectation;
  const missing = matchers[row.count];
  if (missing === undefined) return undefined;
  const nearest = view.nearest(missing);
  const after = row.count === 0 ? "" : ` after ${explain(matchers[row.count - 1] ?? missing)}`;
  const soon = within !== undefined && row.overdue ? ` within ${printDuration(within)}` : "";
  const cameBefore = nearest[0]?.differences.length === 0;
  return {
    code: cameBefore ? "wrong_order" : "expectation_not_met",
    message: `Expected ${explain(missing)}${after}${soon}, but it ${cameBefore ? "came at another place" : "never came"}.`,
    cure: cameBefore
      ? "Compare the times at which they came with the order in the file."
      : cureFor(nearest, missing.event),
    seen: [...view.found(row.found), ...nearest],
  };
};

/** The same for an event that should not have come. */
export const failNever = (
  { matcher }: NeverExpectation,
  row: ExpectationRow,
  view: RunView,
): Told | undefined =>
  row.count === 0
    ? undefined
    : {
        code: "forbidden_event",
        message: `Expected no ${explain(matcher)}, but it happened ${count(row.count)}.`,
        cure: "See what the agent did just before.",
        seen: view.found(row.found),
      };

const cureFor = (
  nearest: readonly { readonly differences: readonly { readonly path: string }[] }[],
  event: string,
): string => {
  const [first] = nearest;
  if (first === undefined) {
    return `Nothing of the kind happened: there was no ${event} at all. See what was done instead: the agent's output, its requests.`;
  }
  if (first.differences.length === 0)
    return "It did happen, but before it was looked for: see when it was armed.";
  const paths = first.differences.map(({ path }) => path).join(" and ");
  return `The nearest differs in ${paths}: put right what made it so, or what is expected.`;
};
