import type { World } from "../run-rows.ts";
import type { ScenarioFault } from "../scenario.ts";

/** Remembers a fault that a run has set, and where its file says so. */
export const keepFault = (
  { tables }: World,
  runId: string,
  id: string,
  { name, api, where }: ScenarioFault,
): void => {
  const { faults = [] } = tables.scenarioRuns.get(runId) ?? {};
  const kept = { id, ...(name !== undefined && { name }), point: api, where };
  tables.scenarioRuns.update(runId, { faults: [...faults, kept] });
};
