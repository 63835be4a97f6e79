import * as z from "zod";
import type { Operation } from "../../contract/operation.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import { schemaBelow, unwrapped } from "../fields/schema-at.ts";
import type { Misreading } from "../fields/scalar.ts";
import { hasReference } from "../references/references.ts";
import { quote } from "../source/quote.ts";
import { toTyped } from "./to-typed.ts";

type Report = (path: readonly PropertyKey[], mistake: Misreading, atKey?: "atKey") => void;

/**
 * Finds what an operation is going to refuse about an input, as issues below `with`, and reports keys that it would
 * pass over. What depends on a reference is left for the operation to judge.
 */
export const checkInput = (
  asked: JsonObject,
  operation: Operation,
  report: Report,
): z.core.$ZodRawIssue[] => {
  const schema = operation.input();
  reportUnknownKeys(asked, schema, ["with"], report);
  const parsed = schema.safeParse(toTyped(asked, schema));
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(({ path }) => !dependsOnReference(asked, path))
    .map((issue) => toRaw(issue, asked));
};

const reportUnknownKeys = (tree: Json, schema: unknown, path: readonly string[], report: Report): void => {
  const wanted = unwrapped(schema);
  if (!(wanted instanceof z.ZodObject) || typeof tree !== "object" || tree === null) return;
  const known = Object.keys(wanted.shape);
  for (const [key, value] of Object.entries(tree)) {
    if (known.includes(key)) reportUnknownKeys(value, schemaBelow(wanted, key), [...path, key], report);
    else {
      const message = `The operation has no input ${quote(key)}.`;
      report([...path, key], { code: "unknown_key", message, cure: suggest(key, known, known) }, "atKey");
    }
  }
};

const valueAt = (tree: Json, path: readonly PropertyKey[]): Json | undefined => {
  let value: Json | undefined = tree;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, Json>>)[step];
  }
  return value;
};

const dependsOnReference = (asked: Json, path: readonly PropertyKey[]): boolean => {
  const value = valueAt(asked, path);
  return typeof value === "string" && hasReference(value);
};

/** A missing input is told like any missing key; a text that is no number or flag like a value that does not fit. */
const toRaw = (issue: z.core.$ZodIssue, asked: Json): z.core.$ZodRawIssue => {
  const value = valueAt(asked, issue.path);
  const path = ["with", ...issue.path];
  if (value === undefined) return { ...issue, path, input: undefined };
  const wanted = issue.code === "invalid_type" ? wantedWords[issue.expected] : undefined;
  const message =
    typeof value === "string" ? `${quote(value)} does not fit here.` : "This does not fit here.";
  const cure =
    wanted === undefined ? `The operation says: ${issue.message.replace(/\.$/, "")}.` : `Write ${wanted}.`;
  return { code: "custom", input: value, path, message, params: { code: "invalid_value", cure } };
};

const wantedWords: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  string: "a text",
  array: "a list",
  object: "a map",
  record: "a map",
};
