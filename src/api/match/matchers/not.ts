import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** Anything that another condition does not hold for. */
export const not: WholeMatcher<ConditionOf<"not">> = {
  name: "not",
  summary: "This does not hold; it may be anything that could stand here by itself.",
  example: "- when: { message.received: { from: { not: acme } } }\n  do: [note: A stranger has texted.]",
  words: ["not"],
  judges: ["text", "number", "id", "instant", "count", "amount", "flag", "any"],
  explain: ({ condition }, describe) => `not ${describe(condition)}`,
  holds: ({ condition }, value, numberOf, fits) => !fits(condition, value, numberOf),
};
