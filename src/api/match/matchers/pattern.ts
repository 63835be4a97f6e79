import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";
import { testPattern } from "../pattern.ts";

/** A text in which a pattern is found. */
export const pattern: WholeMatcher<ConditionOf<"pattern">> = {
  name: "pattern",
  summary:
    "A pattern between slashes is found somewhere in the text. RE2's syntax, with the flags i (any case), m (^ and $ at each line) and s (. is also a line's end). Quote one that holds { } [ ] , or #.",
  example: [
    "- when: { message.received: { body: '/code is \\d{4,8}/i' } }",
    "  do: [note: A code has come.]",
  ].join("\n"),
  words: [],
  judges: ["text", "number", "id", "instant", "any"],
  explain: ({ source, flags }) => `matching /${source}/${flags}`,
  holds: (condition, value) => typeof value === "string" && testPattern(condition, value),
};
