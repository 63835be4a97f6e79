import type { WorldEvent } from "../../contract/events.ts";
import { listAt } from "../rules/list-at.ts";
import type { ScenarioList, Tables, World } from "../run-rows.ts";
import type { Scenario, ScenarioRule, ScriptList } from "../scenario.ts";
import { speaksForAgent } from "./speaks-for-agent.ts";

/** The call in which what a rule does is played, if any, and whether it is to be taken for that. */
export interface CallOfRule {
  readonly callId?: string;
  readonly isNew: boolean;
}

/** Finds the call of what a rule does; "taken" where somebody else has it, for a call has one script. */
export const callOfRule = (
  { calls }: Tables,
  list: ScenarioList,
  rule: ScenarioRule,
  event: WorldEvent,
): CallOfRule | "taken" => {
  if (rule.inCall !== true) return { isNew: false };
  const told = "callId" in event ? event.callId : undefined;
  const own = told ?? list.callId;
  if (own === undefined) return { isNew: false };
  if (own === list.callId) return { callId: own, isNew: false };
  const call = calls.get(own);
  const isFree = call !== undefined && call.phase !== "over" && call.takenBy === undefined;
  return isFree ? { callId: own, isNew: true } : "taken";
};

/** Gives the far end of a call to a list of steps, and the hosted agent's words too where it has some for it. */
export const takeCall = (
  { tables }: World,
  callId: string,
  { id }: ScenarioList,
  steps: ScriptList,
): void => {
  const call = tables.calls.get(callId);
  if (call === undefined) return;
  const plan = speaksForAgent(steps) ? { plan: { ...call.plan, scripted: true } } : {};
  tables.calls.update(callId, { takenBy: id, ...plan });
};

/** Binds the list whose step is placing a call at this moment to the call that it becomes. */
export const bindCaller = (world: World, event: WorldEvent): void => {
  if (event.type !== "call.received") return;
  const { scenarioLists, scenarioRuns } = world.tables;
  const list = scenarioLists
    .by("calling", "calling")
    .find(({ calling }) => calling?.from === event.from && calling.to === event.to);
  if (list === undefined) return;
  const isPlayed = list.calling?.isPlayed === true;
  scenarioLists.update(list.id, { callId: event.callId, callLost: undefined, calling: undefined });
  const document = scenarioRuns.get(list.runId)?.document as Scenario | undefined;
  const steps = document && listAt(document, list.path);
  if (isPlayed && steps !== undefined) takeCall(world, event.callId, list, steps);
};
