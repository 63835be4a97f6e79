import { RingbackError } from "../../kernel/errors.ts";
import type { World } from "../run-rows.ts";
import type { Where } from "../scenario.ts";
import type { StepContext } from "../steps/step-definition.ts";
import type { FaultData } from "./faults.ts";

/** Remembers which faults a run has set, where its file says so, and how often those had struck that it took away. */
export const faultKeeper = (
  { tables }: World,
  runId: string,
  where: Where,
): Pick<StepContext, "keepFault" | "takeFaults"> => ({
  keepFault: (id, { name, api }: FaultData) => {
    const { faults = [] } = tables.scenarioRuns.get(runId) ?? {};
    const kept = { id, ...(name !== undefined && { name }), point: api, where };
    tables.scenarioRuns.update(runId, { faults: [...faults, kept] });
  },
  takeFaults: (name) => {
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
  },
});
