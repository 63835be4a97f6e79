import type { EventMatcher } from "../../../api/match/condition.ts";
import { fillMatcher } from "../../match/fill-matcher.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";

/** An expectation with the values that the references of its events have at this moment; one without a value stays as written. */
export const fillExpectation = <Expected extends ScenarioExpectation>(
  expectation: Expected,
  run: ScenarioRun,
): Expected => {
  const fill = (matcher: EventMatcher): EventMatcher => fillMatcher(matcher, run) ?? matcher;
  if (expectation.kind === "order") return { ...expectation, matchers: expectation.matchers.map(fill) };
  return "matcher" in expectation ? { ...expectation, matcher: fill(expectation.matcher) } : expectation;
};
