import * as z from "zod";
import { schemaBelow, unwrapped } from "../fields/schema-at.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";

/**
 * Turns the texts of a tree into what a schema wants at each place. Where the schema leaves it open, texts that are
 * numbers, true or false in JSON become just that. A text that does not fit stays a text, for the schema to refuse.
 */
export const toTyped = (tree: Json, schema: unknown): Json => {
  const wanted = unwrapped(schema);
  if (typeof tree === "string") return readText(tree, wanted);
  if (Array.isArray(tree)) {
    return (tree as readonly Json[]).map((item) => toTyped(item, schemaBelow(wanted, 0)));
  }
  const entries = Object.entries(tree as JsonObject).map(
    ([key, value]) => [key, toTyped(value, schemaBelow(wanted, key))] as const,
  );
  return Object.fromEntries(entries);
};

const readText = (text: string, wanted: unknown): Json => {
  const isOpen = wanted === undefined || wanted instanceof z.ZodUnknown || wanted instanceof z.ZodAny;
  if ((isOpen || wanted instanceof z.ZodNumber) && isNumber(text)) return Number(text);
  if ((isOpen || wanted instanceof z.ZodBoolean) && (text === "true" || text === "false")) {
    return text === "true";
  }
  return text;
};

const isNumber = (text: string): boolean => /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(text);
