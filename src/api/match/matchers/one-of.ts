import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** Any one of several. */
export const oneOf: WholeMatcher<ConditionOf<"oneOf">> = {
  name: "oneOf",
  summary: "At least one of a list holds; each may be anything that could stand here by itself.",
  example: [
    "- when: { message.received: { body: { oneOf: [STOP, /unsubscribe/i] } } }",
    "  do: [note: Somebody wants no more texts.]",
  ].join("\n"),
  words: ["oneOf"],
  judges: ["text", "number", "id", "instant", "count", "amount", "flag", "any"],
  explain: ({ any }, describe) => `one of ${any.map(describe).join(", ")}`,
  holds: ({ any }, value, numberOf, fits) => any.some((one) => fits(one, value, numberOf)),
};
