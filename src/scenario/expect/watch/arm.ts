import type { Condition, EventMatcher } from "../../../api/match/condition.ts";
import { fillCondition, fillMatcher } from "../../match/fill-matcher.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";

/** Whether everything an expectation refers to has a value by now. Each event of an order waits for its own values. */
export const referencesHaveValues = (expectation: ScenarioExpectation, run: ScenarioRun): boolean =>
  expectation.kind === "order" ||
  (matchersOf(expectation).every((matcher) => fillMatcher(matcher, run) !== undefined) &&
    conditionsOf(expectation).every((condition) => fillCondition(condition, run) !== undefined));

/** The events an expectation is about. */
export const matchersOf = (expectation: ScenarioExpectation): readonly EventMatcher[] => {
  if (expectation.kind === "order") return expectation.matchers;
  return "matcher" in expectation ? [expectation.matcher] : [];
};

/** The conditions it has besides those of events. */
export const conditionsOf = (expectation: ScenarioExpectation): readonly Condition[] =>
  expectation.kind === "state" ? Object.values(expectation.fields) : [];
