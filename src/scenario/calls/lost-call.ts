import { RingbackError } from "../../kernel/errors.ts";
import type { ScenarioList, World } from "../run-rows.ts";
import { callOver } from "./call-of-step.ts";
import { callNow } from "./call-now.ts";
import { StepFailure } from "./step-failure.ts";

/** Whether the call of a list is over. */
export const isCallOver = ({ tables }: World, { callId }: ScenarioList): boolean =>
  callId !== undefined && (tables.calls.get(callId)?.phase ?? "over") === "over";

/** Whether a step of a call is passed over, because the call is. */
export const passesOver = (
  world: World,
  { id, waits, callLost, callId }: ScenarioList,
  isLate = false,
): boolean => {
  if (waits !== undefined || callId === undefined) return false;
  if (callLost === true) return true;
  const now = callNow(world, callId, id);
  if (now.phase !== "over" || isLate) return false;
  world.tables.scenarioLists.update(id, { callLost: true });
  if (now.endedByFarEnd) return true;
  throw callOver(now, "A step of it was left.");
};

/** Why a step of a call could not be done, where that is because the call is over; it is not told twice then. */
export const explainLoss = (world: World, list: ScenarioList, error: unknown): unknown => {
  const { callId, id } = list;
  if (callId === undefined || !isCallOver(world, list)) return error;
  if (world.tables.scenarioLists.get(id) !== undefined)
    world.tables.scenarioLists.update(id, { callLost: true });
  const isRefused = error instanceof RingbackError && !(error instanceof StepFailure);
  return isRefused && error.code === "call_not_live"
    ? callOver(callNow(world, callId, id), "A step of it was left.")
    : error;
};
