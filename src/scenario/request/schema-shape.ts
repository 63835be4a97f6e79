import { z } from "zod";
import { unwrapped } from "../fields/schema-at.ts";
import type { Shape } from "../match/shape.ts";

/** What can stand at each place of an answer, by the schema of the operation that gives it. */
export const schemaShape = (schema: unknown): Shape => {
  const known = unwrapped(schema);
  if (known instanceof z.ZodObject) {
    const fields = Object.entries<unknown>(known.shape).map(
      ([name, below]) => [name, schemaShape(below)] as const,
    );
    return { fields: Object.fromEntries(fields) };
  }
  if (known instanceof z.ZodArray) return { items: schemaShape(known.element) };
  if (known instanceof z.ZodNumber) return { kind: "amount" };
  if (known instanceof z.ZodBoolean) return { kind: "flag" };
  return { kind: "text" };
};
