import * as z from "zod";
import { meaningOf } from "./scalar.ts";

/** The schema that judges what stands at a path below another schema, without its wrappers. */
export const schemaAt = (schema: unknown, path: readonly PropertyKey[]): unknown => {
  let current = unwrapped(schema);
  for (const step of path) current = unwrapped(schemaBelow(current, step));
  return current;
};

/** The schema one step below: of a key of an object, a value of a record or an item of a list. */
export const schemaBelow = (schema: unknown, key: PropertyKey): unknown => {
  const holder = unwrapped(schema);
  if (meaningOf(holder)?.kind === "tree") return holder;
  if (holder instanceof z.ZodObject)
    return Object.hasOwn(holder.shape, key) ? holder.shape[String(key)] : undefined;
  if (holder instanceof z.ZodRecord) return holder.valueType;
  if (holder instanceof z.ZodArray) return holder.element;
  if (holder instanceof z.ZodUnion) {
    return holder.options.map((option) => schemaBelow(option, key)).find((below) => below !== undefined);
  }
  return undefined;
};

/** The schema that judges a single value where another may allow lists and maps as well. */
export const scalarOf = (schema: unknown): unknown => {
  const known = unwrapped(schema);
  if (!(known instanceof z.ZodUnion)) return known;
  return known.options.find((option) => option instanceof z.ZodPipe && option.in instanceof z.ZodString);
};

const bare = new WeakMap<object, unknown>();

/** A schema without its wrappers. A field's own is a pipe from text as well, but it ends at the text and is kept whole. */
export const unwrapped = (schema: unknown): unknown => {
  if (typeof schema !== "object" || schema === null) return schema;
  // Asking what a schema is takes a while, and each is asked for again with every item of a script.
  if (!bare.has(schema)) bare.set(schema, withoutWrappers(schema));
  return bare.get(schema);
};

const withoutWrappers = (schema: unknown): unknown => {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodExactOptional
  ) {
    return withoutWrappers(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe && !(schema.in instanceof z.ZodString)) return withoutWrappers(schema.in);
  return schema;
};
