import type { ScenarioRun, World } from "../run-rows.ts";

/** A fault that a run has set. */
export type SetFault = ScenarioRun["faults"][number];

/** The faults that a run has set and that struck nothing. One that somebody else took away is not among them. */
export const faultsNeverStruck = ({ tables }: World, runId: string): readonly SetFault[] =>
  (tables.scenarioRuns.get(runId)?.faults ?? []).filter(
    ({ id, struckBefore }) => (struckBefore ?? tables.faults.get(id)?.struck) === 0,
  );
