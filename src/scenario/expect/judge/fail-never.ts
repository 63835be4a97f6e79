import type { ExpectationRow } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { count } from "../read-times.ts";
import type { RunView } from "./run-view.ts";
import type { Told } from "./told.ts";

type NeverExpectation = Extract<ScenarioExpectation, { readonly kind: "never" }>;

/** What is to be said of an event that should not have come; undefined when none did. */
export const failNever = (
  { matcher }: NeverExpectation,
  { count: times, found }: ExpectationRow,
  view: RunView,
): Told | undefined => {
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    code: "forbidden_event",
    message: `Expected no ${view.explainMatcher(matcher)}, but it happened ${count(times)}.`,
    cure: "See what the agent did just before.",
    seen: view.found(found),
    moment: { seq: first },
  };
};
