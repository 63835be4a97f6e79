import type { WorldEvent } from "../../contract/events.ts";
import { stepTimer } from "../pause-run.ts";
import type { ScenarioList, World } from "../run-rows.ts";

/** Tells the lists that are played in a call of news of it: those whose step waits run it again within the same instant. */
export const stirLists = (world: World, event: WorldEvent): void => {
  if (!("callId" in event)) return;
  for (const list of world.tables.scenarioLists.by("call", event.callId)) {
    world.tables.scenarioLists.update(list.id, { stirred: true, ...toolAnswerOf(event) });
    wake(world, list);
  }
};

/** Runs the step of a list again, if it waits for news. Never inside the announcement. */
export const wake = ({ tables, clock }: World, { id, waits }: ScenarioList): void => {
  if (waits === undefined || waits.woken === true || waits.below === true) return;
  tables.scenarioLists.update(id, { waits: { ...waits, woken: true } });
  clock.schedule({
    at: clock.now(),
    class: "story",
    kind: stepTimer,
    payload: { list: id },
    unasked: true,
  });
};

const toolAnswerOf = (event: WorldEvent): Pick<ScenarioList, "tool"> => {
  if (event.type !== "tool.called") return {};
  const { result, why } = event;
  return { tool: { ...(result !== undefined && { result }), ...(why !== undefined && { why }) } };
};
