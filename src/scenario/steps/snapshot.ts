import { saveName } from "../fields/fields.ts";
import type { StepDefinition } from "./step-definition.ts";

/** The world as it stands is kept under a name. */
export const snapshot: StepDefinition<string> = {
  name: "snapshot",
  summary:
    "Keeps the world as it stands after this step, with all that is still to come, under a name: `POST /_ringback/worlds/{name}/restore` with `kept`, or the library's `restore`, goes back there as often as you like.",
  example: "- snapshot: before-payment",
  schema: () => saveName("the name of the snapshot"),
  explain: (name) => `the world is kept as ${name}`,
  run: async (name, context) => context.keepWorld?.(name),
};
