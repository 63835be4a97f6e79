import * as z from "zod";
import { unwrapped } from "../fields/schema-at.ts";
import type { Shape } from "../match/shape.ts";

/** What can stand at each place of an answer, by the schema of the operation that gives it. */
export const schemaShape = (schema: unknown, key = ""): Shape => {
  const known = unwrapped(schema);
  if (known instanceof z.ZodObject) {
    const fields = Object.entries<unknown>(known.shape).map(
      ([name, below]) => [name, schemaShape(below, name)] as const,
    );
    return { fields: Object.fromEntries(fields) };
  }
  if (known instanceof z.ZodRecord) return { values: schemaShape(known.valueType) };
  if (known instanceof z.ZodArray) return { items: schemaShape(known.element, key) };
  if (known instanceof z.ZodNumber) return { kind: "amount" };
  if (known instanceof z.ZodBoolean) return { kind: "flag" };
  if (numberKeys.has(key)) return { kind: "number" };
  return { kind: /^id$|Id$/.test(key) || addressKeys.has(key) ? "id" : "text" };
};

/** Keys under which the store answers telephone numbers. */
const numberKeys: ReadonlySet<string> = new Set(["to", "e164", "from"]);

/** Keys under which AgentPhone answers them, or Apple IDs and ids of groups. */
const addressKeys: ReadonlySet<string> = new Set([
  "phone_number",
  "phoneNumber",
  "phoneNumbers",
  "from_number",
  "fromNumber",
  "to_number",
  "toNumber",
  "participant",
  "participants",
  "recipients",
]);
