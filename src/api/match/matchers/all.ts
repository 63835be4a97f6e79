import type { ConditionOf } from "../condition.ts";
import type { PartsMatcher } from "../matcher-definition.ts";

/** Several conditions that hold together. */
export const all: PartsMatcher<ConditionOf<"all">> = {
  name: "all",
  summary: "Several keys in one map hold together.",
  example: [
    "- when: { message.received: { body: { contains: code, not: /urgent/i } } }",
    "  do: [note: A code that can wait.]",
  ].join("\n"),
  words: [],
  judges: ["text", "number", "id", "instant", "count", "amount", "flag", "any"],
  explain: ({ conditions }, describe) => conditions.map(describe).join(" and "),
  has: () => true,
  every: ({ conditions }, value, look) => conditions.every((condition) => look(condition, value)),
};
