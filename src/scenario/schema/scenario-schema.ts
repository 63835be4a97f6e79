import type { Json, JsonObject } from "../../kernel/json.ts";
import { frameSchema } from "../frame-schema.ts";
import { expectDefinition } from "./expect-definition.ts";
import { fieldSchema } from "./field-schema.ts";
import { requestDefinitions } from "./request-rules.ts";
import { itemDefinition } from "./item-definition.ts";
import { matcherDefinitions } from "./matcher-definitions.ts";

/**
 * The JSON Schema of scenario files, for editors. Draft 7, because the YAML extensions that people have installed read
 * no later one in full. It knows what is judged by itself; `ringback validate` knows the file as a whole.
 */
export const scenarioSchema = (): JsonObject => {
  const frame = fieldSchema(frameSchema());
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A ringback scenario",
    ...frame,
    properties: withItems(frame["properties"] as JsonObject),
    definitions: {
      item: itemDefinition(),
      steps: { type: "array", minItems: 1, items: { $ref: "#/definitions/item" } },
      expectation: expectDefinition(),
      times: timesDefinition,
      capture: captureDefinition,
      state: {
        type: "object",
        minProperties: 1,
        additionalProperties: { $ref: "#/definitions/any-condition" },
      },
      ...matcherDefinitions(),
      ...requestDefinitions(),
    },
  };
};

/** The lists whose items have schemas of their own. */
const withItems = (frame: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> => ({
  ...frame,
  script: { ...(frame["script"] as JsonObject), items: { $ref: "#/definitions/item" } },
  expect: { ...(frame["expect"] as JsonObject), items: { $ref: "#/definitions/expectation" } },
});

const count = { type: ["number", "string"], pattern: "^\\d{1,9}$|\\$\\{ *example\\." };

const timesDefinition: JsonObject = {
  ...count,
  type: [...count.type, "object"],
  properties: { gt: count, gte: count, lt: count, lte: count },
  additionalProperties: false,
};

const captureDefinition: JsonObject = {
  type: ["string", "object"],
  pattern: "^[A-Za-z][\\w-]{0,63}$|\\$\\{ *example\\.",
  additionalProperties: { type: "string" },
};
