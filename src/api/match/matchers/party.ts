import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** The number of a person or a line, by the name that the file gives it. */
export const party: WholeMatcher<ConditionOf<"party">> = {
  name: "party",
  summary: "A name of `people` or `lines` stands for its number.",
  example: "- when: { message.received: { from: acme, to: inbox } }\n  do: [note: Acme has texted.]",
  words: [],
  judges: ["number", "id"],
  explain: ({ name }) => name,
  holds: ({ name }, value, numberOf) => value !== undefined && (value === numberOf(name) || value === name),
};
