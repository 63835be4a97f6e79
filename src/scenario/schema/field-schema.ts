import * as z from "zod";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { editorHints } from "../fields/editor-hint.ts";
import type { EditorHint } from "../fields/editor-hint.ts";
import { scalarSchema } from "./scalar-schema.ts";

/** What may stand in a field, as JSON Schema, with the field's description. */
export const fieldSchema = (schema: unknown): JsonObject => {
  const description = descriptionOf(schema);
  return { ...(description !== undefined && { description }), ...bareSchema(schema) };
};

/** What a field says about itself, on whichever of its wrappers it says so. */
export const descriptionOf = (schema: unknown): string | undefined => {
  if (!(schema instanceof z.ZodType)) return undefined;
  return schema.description ?? descriptionOf(within(schema));
};

/** The hint of a field, on whichever of its wrappers it stands. */
export const hintOf = (schema: unknown): EditorHint | undefined => {
  if (!(schema instanceof z.ZodType)) return undefined;
  return editorHints.get(schema) ?? hintOf(within(schema));
};

/** Whether a key may be left out. */
export const isOptional = (schema: unknown): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault
    ? true
    : schema instanceof z.ZodPipe && isOptional(schema.in);

/** The schema that a wrapper wraps. */
const within = (schema: z.ZodType): unknown => {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault
  ) {
    return schema.unwrap();
  }
  return schema instanceof z.ZodPipe ? schema.in : undefined;
};

/** A field without its wrappers and without what is made of it once it is read. */
export const bareField = (schema: unknown): unknown => {
  if (!(schema instanceof z.ZodType) || editorHints.get(schema) !== undefined) return schema;
  const inner = within(schema);
  return inner === undefined ? schema : bareField(inner);
};

const bareSchema = (schema: unknown): JsonObject => {
  const hint = hintOf(schema);
  if (hint?.is !== undefined) return { $ref: `#/definitions/${hint.is}` };
  if (hint !== undefined) return scalarSchema(hint);
  const field = bareField(schema);
  if (field instanceof z.ZodObject) return mapSchema(field);
  if (field instanceof z.ZodRecord) return recordSchema(field);
  if (field instanceof z.ZodArray) return { type: "array", items: fieldSchema(field.element) };
  if (field instanceof z.ZodUnion) return { anyOf: field.options.map(fieldSchema) };
  return {};
};

const mapSchema = (field: z.ZodObject): JsonObject => {
  const keys = playedKeys(field);
  const required = keys.flatMap(([key, below]) => (isOptional(below) ? [] : [key]));
  return {
    type: "object",
    properties: Object.fromEntries(keys.map(([key, below]): [string, Json] => [key, fieldSchema(below)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
};

/** The keys of a map and their fields, but for those that this version does not play. */
export const playedKeys = (field: z.ZodObject): readonly (readonly [key: string, field: unknown])[] =>
  Object.entries<unknown>(field.shape).filter(([, below]) => hintOf(below)?.planned !== true);

const recordSchema = (field: z.ZodRecord): JsonObject => {
  const { pattern, cure } = hintOf(field.keyType) ?? {};
  return {
    type: "object",
    ...(pattern !== undefined && {
      propertyNames: { pattern, ...(cure !== undefined && { errorMessage: cure }) },
    }),
    additionalProperties: fieldSchema(field.valueType),
  };
};
