import type { Condition, EventMatcher } from "../../api/match/condition.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { fillReferences } from "../references/references.ts";
import type { ScenarioRun } from "../run-rows.ts";
import { valueOfReference } from "../references/value-of-reference.ts";

/** A matcher with the values that its references have at this moment of a run; undefined while one has none. */
export const fillMatcher = (matcher: EventMatcher, run: ScenarioRun): EventMatcher | undefined => {
  if (matcher.refers === undefined) return matcher;
  const condition = fillCondition(matcher.condition, run);
  return condition && { event: matcher.event, condition };
};

/** The same for a condition by itself. */
export const fillCondition = (condition: Condition, run: ScenarioRun): Condition | undefined => {
  try {
    return fillReferences(condition, (reference) => valueOfReference(reference, run)) as Condition;
  } catch (error) {
    if (error instanceof RingbackError && error.code === "scenario_invalid") return undefined;
    throw error;
  }
};
