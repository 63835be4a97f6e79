import type { RunningWorld } from "../api/running-world.ts";

export type World = RunningWorld["world"];
export type Tables = World["tables"];

/** A scenario as it was loaded into a world. */
export type ScenarioRun = NonNullable<ReturnType<Tables["scenarioRuns"]["get"]>>;
/** A list of a scenario's steps on its way. */
export type ScenarioList = NonNullable<ReturnType<Tables["scenarioLists"]["get"]>>;
/** What has come so far of something that a scenario expects. */
export type ExpectationRow = NonNullable<ReturnType<Tables["expectations"]["get"]>>;
