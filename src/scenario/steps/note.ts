import { text } from "../fields/fields.ts";
import type { StepDefinition } from "./step-definition.ts";

/** A caption, shown to whoever watches the scenario play. */
export const note: StepDefinition<string> = {
  name: "note",
  summary: "Shows a caption.",
  example: "- note: The code is on its way.",
  schema: () => text("the caption"),
  explain: (caption) => caption,
  run: async (caption, context) => {
    await context.note(caption);
  },
};
