import type { JsonObject } from "../../../kernel/json.ts";
import type { World } from "../../run-rows.ts";

/** Keeps what was judged of a run: it is over, and what happens from now on is no longer compared with what it expects. */
export const closeRun = ({ tables, clock }: World, runId: string, verdict: JsonObject): void => {
  tables.scenarioRuns.update(runId, { verdict });
  for (const { id, limitTimer } of tables.expectations.by("run", runId)) {
    if (limitTimer !== undefined) clock.cancel(limitTimer);
    tables.expectations.update(id, { open: false, limitTimer: undefined });
  }
};
