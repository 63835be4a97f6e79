import * as z from "zod";
import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { unwrapped } from "../fields/schema-at.ts";
import { schemaShape } from "../request/schema-shape.ts";
import { conditionSchema } from "./matcher-definitions.ts";
import { scalarSchema } from "./scalar-schema.ts";

/** What a request holds depends on the operation it asks for: the operations, and a rule for each. */
export const requestRules = (): { readonly operation: JsonObject; readonly rules: readonly JsonObject[] } => {
  const words = askedOperations().map(({ name }) => name);
  return {
    operation: { description: "The operation to ask for.", ...scalarSchema({ words }) },
    rules: words.map((name) => ({
      if: { properties: { operation: { const: name } }, required: ["operation"] },
      then: { $ref: `#/definitions/request.${name}` },
    })),
  };
};

/** What a request of each operation holds, as definitions of a JSON Schema. */
export const requestDefinitions = (): JsonObject =>
  Object.fromEntries(
    askedOperations().map(({ name, input, output }): [string, Json] => [
      `request.${name}`,
      { properties: { with: inputSchema(input()), answers: conditionSchema(schemaShape(output())) } },
    ]),
  );

/** The operations that a step may ask for: those that an agent can reach. */
const askedOperations = (): readonly Operation[] =>
  Object.values<Operation>(operations).filter(({ api, rest }) => api !== "control" && rest !== undefined);

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
