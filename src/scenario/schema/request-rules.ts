import { z } from "zod";
import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { unwrapped } from "../fields/schema-at.ts";
import { schemaShape } from "../request/schema-shape.ts";
import { conditionSchema } from "./matcher-definitions.ts";
import { scalarSchema } from "./scalar-schema.ts";

/** What a request holds depends on the operation it asks for: the operations, and a rule for each. */
export const requestRules = (): { readonly operation: JsonObject; readonly rules: readonly JsonObject[] } => {
  const store = Object.values<Operation>(operations).filter(({ api }) => api === "store");
  const words = store.map(({ name }) => name);
  return {
    operation: { description: "The operation to ask for.", ...scalarSchema({ words }) },
    rules: store.map((operation) => ({
      if: { properties: { operation: { const: operation.name } }, required: ["operation"] },
      // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema
      then: {
        properties: {
          with: inputSchema(operation.input()),
          answers: conditionSchema(schemaShape(operation.output())),
        },
      },
    })),
  };
};

/** What an operation takes, each value as a text or as what becomes of it. What is missing is left for `validate`. */
const inputSchema = (schema: unknown): JsonObject => {
  const wanted = unwrapped(schema);
  if (wanted instanceof z.ZodObject) {
    const keys = Object.entries<unknown>(wanted.shape);
    return {
      type: "object",
      properties: Object.fromEntries(keys.map(([key, below]): [string, Json] => [key, inputSchema(below)])),
      additionalProperties: false,
    };
  }
  if (wanted instanceof z.ZodArray) return { type: "array", items: inputSchema(wanted.element) };
  if (wanted instanceof z.ZodNumber) return { $ref: "#/definitions/number-or-reference" };
  if (wanted instanceof z.ZodBoolean) return { $ref: "#/definitions/flag-or-reference" };
  if (wanted instanceof z.ZodString) return { type: ["string", "number", "boolean"] };
  return {};
};
