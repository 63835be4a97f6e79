import type { World } from "../run-rows.ts";
import type { StepCall } from "../steps/step-definition.ts";
import { callNow } from "./call-now.ts";

/** The call of a list at this moment: a `call` step gives its list one. */
export const callOfList = (world: World, listId: string): StepCall | undefined => {
  const { callId } = world.tables.scenarioLists.get(listId) ?? {};
  return callId === undefined ? undefined : stepCall(world, callId, listId);
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
