import type { Json, JsonObject } from "../../../kernel/json.ts";
import type { ConditionOf } from "../condition.ts";
import type { PartsMatcher } from "../matcher-definition.ts";

/** A map in which some fields are as wanted. */
export const fields: PartsMatcher<ConditionOf<"fields">> = {
  name: "fields",
  summary: "The fields that are named hold; a map may have more. Events and answers are such maps.",
  example: "- request: { operation: store.services.list, answers: { services: { exists: true } } }",
  words: [],
  judges: [],
  explain: () => "a map",
  has: (_condition, value) => isMap(value),
  every: ({ fields: wanted }, value, look) => {
    if (!isMap(value)) return false;
    for (const name in wanted) {
      const condition = wanted[name];
      const seen = Object.hasOwn(value, name) ? value[name] : undefined;
      if (condition !== undefined && !look(condition, seen, name)) return false;
    }
    return true;
  },
};

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
