import type { ExpectationRow } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { tellOveruse } from "../kinds/budget.ts";
import type { Evidence } from "./fail-expectation.ts";
import type { Told } from "./told.ts";

type BudgetExpectation = Extract<ScenarioExpectation, { readonly kind: "budget" }>;

/** What is to be said of the measures of which more was used than there is; nothing when all were kept. */
export const failBudget = (
  { most }: BudgetExpectation,
  { used }: ExpectationRow,
  { time, cost }: Pick<Evidence, "time" | "cost">,
): Told[] =>
  Object.entries(most).flatMap(([measure, bound]): Told[] => {
    const measured = measure === "time" ? time : measure === "costUsd" ? cost / 10 : used[measure];
    const amount = measured ?? 0;
    if (amount <= bound) return [];
    const cure = "See what the agent did more than once, or allow more.";
    return [{ code: "over_budget", message: tellOveruse(measure, amount, bound), cure, moment: "end" }];
  });
