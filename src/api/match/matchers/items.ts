import type { Json } from "../../../kernel/json.ts";
import type { ConditionOf } from "../condition.ts";
import type { PartsMatcher } from "../matcher-definition.ts";

/** A list of exactly so many, each as wanted. */
export const items: PartsMatcher<ConditionOf<"items">> = {
  name: "items",
  summary:
    "A list has exactly these items, in this order; each may be anything that could stand there by itself.",
  example: "- request: { operation: store.services.list, answers: { services: [{ status: active }] } }",
  words: [],
  judges: [],
  explain: ({ items: wanted }) => `a list of ${wanted.length}`,
  has: ({ items: wanted }, value) => isList(value) && value.length === wanted.length,
  every: ({ items: wanted }, value, look) =>
    isList(value) && wanted.every((condition, place) => look(condition, value[place], place)),
};

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
