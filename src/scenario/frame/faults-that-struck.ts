import { sayAnswer } from "../../api/say-strike.ts";
import type { World } from "../run-rows.ts";

/** A sentence for each fault of a run that struck: where, how often, and what it did. */
export const faultsThatStruck = ({ tables }: World, runId: string): string[] =>
  (tables.scenarioRuns.get(runId)?.faults ?? []).flatMap(({ id, name, point, struckBefore }) => {
    const row = tables.faults.get(id);
    const struck = struckBefore ?? row?.struck ?? 0;
    if (struck === 0) return [];
    const often = struck === 1 ? "once" : `${struck} times`;
    const what = row === undefined ? "" : `: it ${sayAnswer(row.answer)}`;
    return [`The fault ${name === undefined ? "" : `${name} `}at ${point} struck ${often}${what}.`];
  });
