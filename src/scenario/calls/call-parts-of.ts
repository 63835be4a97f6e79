import type { Json } from "../../kernel/json.ts";
import type { ScenarioList, World } from "../run-rows.ts";
import type { StepCall, StepContext } from "../steps/step-definition.ts";
import { callNow } from "./call-now.ts";

/** What a step may do besides in a call, and what it is told when it is run again. */
export const callPartsOf = (
  world: World,
  { id: listId, waits }: ScenarioList,
): Pick<StepContext, "waited" | "placeCall"> => {
  const { scenarioLists } = world.tables;
  const { kept = {}, expired = false } = waits ?? {};
  return {
    waited: waits && { kept, expired, tool: scenarioLists.get(listId)?.tool },
    placeCall: async (from, to, isPlayed, place) => {
      scenarioLists.update(listId, { calling: { from, to, isPlayed } });
      try {
        const { callId } = await place();
        if (scenarioLists.get(listId)?.calling !== undefined) bindLate(world, listId, callId ?? null);
      } finally {
        if (scenarioLists.get(listId) !== undefined) scenarioLists.update(listId, { calling: undefined });
      }
    },
  };
};

/** The call of a list at this moment: a `call` step gives its list one. */
export const callOfList = (world: World, listId: string): StepCall | undefined => {
  const { callId } = world.tables.scenarioLists.get(listId) ?? {};
  return callId === undefined ? undefined : stepCall(world, callId, listId);
};

/** A call that nobody announced, as one that found nobody there. */
const bindLate = ({ tables }: World, listId: string, callId: Json): void => {
  if (typeof callId === "string") tables.scenarioLists.update(listId, { callId, callLost: undefined });
};

const stepCall = (world: World, id: string, listId: string): StepCall => ({
  id,
  now: () => callNow(world, id, listId),
  hear: (turns) => {
    if (world.tables.calls.get(id) !== undefined) world.tables.calls.update(id, { heard: turns });
  },
  saying: (condition) => ({
    event: "turn.agent",
    condition: { is: "fields", fields: { callId: { is: "equal", value: id }, text: condition } },
  }),
});
