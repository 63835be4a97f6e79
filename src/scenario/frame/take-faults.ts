import { RingbackError } from "../../kernel/errors.ts";
import type { World } from "../run-rows.ts";

/** The ids of the faults of a name, or of `all`, that a run is to take away. Remembers how often those had struck. */
export const takeFaults = ({ tables }: World, runId: string, name: string): readonly string[] => {
  const { faults = [] } = tables.scenarioRuns.get(runId) ?? {};
  const meant = faults.filter((fault) => name === "all" || fault.name === name);
  const there = new Map(meant.map(({ id }) => [id, tables.faults.get(id)?.struck] as const));
  if (name !== "all" && ![...there.values()].some((struck) => struck !== undefined)) {
    const state = meant.length === 0 ? "has not been set yet" : "has been taken away already";
    throw new RingbackError("scenario_invalid", `The fault ${name} ${state}.`, { fault: name });
  }
  const left = faults.map((fault) => {
    const struck = there.get(fault.id);
    return struck === undefined ? fault : { ...fault, struckBefore: struck };
  });
  tables.scenarioRuns.update(runId, { faults: left });
  return [...there].flatMap(([id, struck]) => (struck === undefined ? [] : [id]));
};
