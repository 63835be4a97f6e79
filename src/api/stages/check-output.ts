import * as z from "zod";
import type { Operation } from "../../contract/operation.ts";
import { writtenOf } from "../../kernel/json-text.ts";
import { findingsOn } from "../../kernel/lasting.ts";

/**
 * Checks an answer against its contract: a handler off it is a bug of ringback, and a loud one. Answers what to give on: the
 * same, or what was given before and reads the same, so that a log of answers holds it once.
 */
export const checkOutput = (operation: Operation, output: object | null): object | null => {
  const schema = operation.output();
  const written = output !== null && listFieldsOf(schema).length > 0 ? writtenOf(output) : undefined;
  if (written?.soundBy === schema) return written.value;
  if (schema.safeParse(withoutSoundItems(schema, output)).success) {
    if (written !== undefined) written.soundBy = schema;
    return written?.value ?? output;
  }
  const result = schema.safeParse(output);
  if (result.success) return output;
  const issues = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The answer of ${operation.name} is off its contract: ${issues.join("; ")}`);
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A list of an answer, and what each of its items has to be. */
type ListField = readonly [name: string, item: z.ZodType];

const listFields = new WeakMap<z.ZodType, readonly ListField[]>();

// A rule about a list as a whole could not be held to a part of it: such a list is left as it is.
const listFieldsOf = (schema: z.ZodType): readonly ListField[] => {
  let fields = listFields.get(schema);
  if (fields !== undefined) return fields;
  const isPlain = schema instanceof z.ZodObject && hasNoRules(schema);
  fields = Object.entries(isPlain ? (schema.shape as Record<string, z.ZodType>) : {}).flatMap(
    ([name, field]) =>
      field instanceof z.ZodArray && hasNoRules(field) ? [[name, field.element as z.ZodType] as const] : [],
  );
  listFields.set(schema, fields);
  return fields;
};

const hasNoRules = ({ def }: z.ZodObject | z.ZodArray): boolean => (def.checks ?? []).length === 0;

// What can never change and was found sound once is not looked at again: most of a list was in the answer before.
const withoutSoundItems = (schema: z.ZodType, output: unknown): unknown => {
  const fields = listFieldsOf(schema);
  if (fields.length === 0 || !isObject(output)) return output;
  const rest: Record<string, unknown> = { ...output };
  for (const [name, item] of fields) {
    const items = rest[name];
    if (Array.isArray(items)) rest[name] = items.filter((each) => !isSound(each, item));
  }
  return rest;
};

const isSound = (value: unknown, schema: z.ZodType): boolean => {
  const findings = isObject(value) ? findingsOn(value) : undefined;
  if (findings === undefined) return false;
  if (findings.soundBy === schema) return true;
  if (!schema.safeParse(value).success) return false;
  findings.soundBy = schema;
  return true;
};
