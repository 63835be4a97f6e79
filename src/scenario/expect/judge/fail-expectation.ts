import type { JsonObject } from "../../../kernel/json.ts";
import type { ExpectationRow } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { failBudget } from "./fail-budget.ts";
import { failEvent } from "./fail-event.ts";
import { failNever } from "./fail-never.ts";
import { failOrder } from "./fail-order.ts";
import { failState } from "./fail-state.ts";
import type { RunView } from "./run-view.ts";
import type { Told } from "./told.ts";

/** What an expectation is judged by. */
export interface Evidence {
  readonly view: RunView;
  readonly state: JsonObject;
  /** Milliseconds of the world's time from the start to the end. */
  readonly time: number;
  /** What the run would have cost at AgentPhone, in thousandths of a dollar. */
  readonly cost: number;
}

/** What is to be said of an expectation that had its chance; nothing when it was met. */
export const failExpectation = (
  expectation: ScenarioExpectation,
  row: ExpectationRow,
  { view, state, time, cost }: Evidence,
): readonly Told[] => {
  switch (expectation.kind) {
    case "event":
      return listed(failEvent(expectation, row, view));
    case "order":
      return listed(failOrder(expectation, row, view));
    case "never":
      return listed(failNever(expectation, row, view));
    case "state":
      return failState(expectation, state, view);
    case "budget":
      return failBudget(expectation, row, { time, cost });
  }
};

const listed = (told: Told | undefined): readonly Told[] => (told === undefined ? [] : [told]);
