import type { Json } from "../../../kernel/json.ts";
import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** The value itself, all of it. */
export const equal: WholeMatcher<ConditionOf<"equal">> = {
  name: "equal",
  summary: "The value itself, all of it: a text, a number, an id, an amount, true or false.",
  example: [
    "- when: { message.received: { body: STOP } }",
    "  do: [sms: { from: acme, to: inbox, body: Goodbye. }]",
  ].join("\n"),
  words: [],
  judges: ["text", "number", "id", "instant", "count", "amount", "flag", "any"],
  explain: ({ value }, _describe, show) => show(value),
  holds: ({ value: wanted }, value) => value === wanted || (isScalar(value) && String(value) === wanted),
};

/** Numbers and flags compare with a text that was only known when the story played. */
const isScalar = (value: Json | undefined): value is number | boolean =>
  typeof value === "number" || typeof value === "boolean";
