import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** A text with another one in it. */
export const contains: WholeMatcher<ConditionOf<"contains">> = {
  name: "contains",
  summary: "The text has this one in it, letter for letter.",
  example: [
    "- when: { message.received: { body: { contains: verification code } } }",
    "  do: [note: A code has come.]",
  ].join("\n"),
  words: ["contains"],
  judges: ["text", "any"],
  explain: ({ text }, _describe, show) => `containing ${show(text)}`,
  holds: ({ text }, value) => typeof value === "string" && value.includes(text),
};
