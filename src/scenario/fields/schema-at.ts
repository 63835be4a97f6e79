import { z } from "zod";
import { fieldKinds } from "./scalar.ts";

/** The schema that judges what stands at a path below another schema, without its wrappers. */
export const schemaAt = (schema: unknown, path: readonly PropertyKey[]): unknown => {
  let current = unwrapped(schema);
  for (const step of path) current = unwrapped(schemaBelow(current, step));
  return current;
};

/** The schema one step below: of a key of an object, a value of a record or an item of a list. */
export const schemaBelow = (schema: unknown, key: PropertyKey): unknown => {
  const holder = unwrapped(schema);
  if (holder instanceof z.ZodType && fieldKinds.get(holder)?.kind === "tree") return holder;
  if (holder instanceof z.ZodObject)
    return Object.hasOwn(holder.shape, key) ? holder.shape[String(key)] : undefined;
  if (holder instanceof z.ZodRecord) return holder.valueType;
  if (holder instanceof z.ZodArray) return holder.element;
  return undefined;
};

/** A field's own schema is a pipe from text as well, but it ends at the text: it is kept whole. */
export const unwrapped = (schema: unknown): unknown => {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodExactOptional
  ) {
    return unwrapped(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe && !(schema.in instanceof z.ZodString)) return unwrapped(schema.in);
  return schema;
};
