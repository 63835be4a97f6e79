import type { ScenarioRun, Tables } from "./run-rows.ts";

/** What a run would have cost so far at AgentPhone, on all accounts, in thousandths of a dollar. */
export const runCost = (tables: Tables, { ledgerBefore = 0 }: ScenarioRun): number => {
  let cost = 0;
  let place = 0;
  for (const { amountMills } of tables.ledger.all()) {
    // Credit is no income: an account that is given some has spent no less.
    if (place >= ledgerBefore && amountMills < 0) cost -= amountMills;
    place += 1;
  }
  return cost;
};
