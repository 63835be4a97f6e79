import type { Json, JsonObject } from "../../kernel/json.ts";
import type { ScenarioList, World } from "../run-rows.ts";

/** Makes the call that is placed within `place` the one of a list. */
export const placeInList = async (
  world: World,
  listId: string,
  calling: NonNullable<ScenarioList["calling"]>,
  place: () => Promise<JsonObject>,
): Promise<void> => {
  const { scenarioLists } = world.tables;
  scenarioLists.update(listId, { calling });
  try {
    const { callId } = await place();
    if (scenarioLists.get(listId)?.calling !== undefined) bindLate(world, listId, callId ?? null);
  } finally {
    if (scenarioLists.get(listId) !== undefined) scenarioLists.update(listId, { calling: undefined });
  }
};

/** A call that nobody announced, as one that found nobody there. */
const bindLate = ({ tables }: World, listId: string, callId: Json): void => {
  if (typeof callId === "string") tables.scenarioLists.update(listId, { callId, callLost: undefined });
};
