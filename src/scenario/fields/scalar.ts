import * as z from "zod";
import type { ProblemCode } from "../source/problem.ts";
import { editorHints } from "./editor-hint.ts";
import type { EditorHint } from "./editor-hint.ts";

/** What a text turned out to mean, or why it means nothing. */
export type Reading<Value> = { readonly value: Value } | Misreading;

export interface Misreading {
  /** `invalid_value` unless said otherwise. */
  readonly code?: ProblemCode;
  readonly message: string;
  readonly cure: string;
}

/** What a field holds that needs more than its own text to be judged: words for a reader, or the name of a party. */
export interface FieldMeaning {
  /** A `tree` is anything at all, whose every text is for a reader. */
  readonly kind: "text" | "party" | "tree" | "account" | "agent" | "fault";
  /** What `${…}` may say here because the step itself gives it a meaning. */
  readonly own?: readonly string[];
  /** Whether an Apple ID may stand in the place of a party's name. */
  readonly appleIds?: true;
  /** Whether it is a URL or a command, in which `${env.NAME}` and no other reference may stand. */
  readonly env?: true;
}

/** The meanings of fields, by schema. */
export const fieldKinds = z.registry<FieldMeaning>();

const meanings = new WeakMap<z.ZodType, { readonly meaning: FieldMeaning | undefined }>();

/** The meaning of a field, if it has one. Registries look along a schema's ancestors; the answer is kept. */
export const meaningOf = (schema: unknown): FieldMeaning | undefined => {
  if (typeof schema !== "object" || schema === null) return undefined;
  // Whatever else stands here is no key of a registry and has no entry in it.
  const field = schema as z.ZodType;
  const known = meanings.get(field);
  if (known !== undefined) return known.meaning;
  const meaning = field instanceof z.ZodType ? fieldKinds.get(field) : undefined;
  meanings.set(field, { meaning });
  return meaning;
};

/** A field whose text means something else. The description completes the sentence "add it: …". */
export const scalar = <Value>(
  description: string,
  read: (text: string) => Reading<Value>,
  hint: EditorHint = { number: {}, flag: true },
): z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>> => {
  const schema = z
    .string()
    .transform((text, context): Value => {
      const reading = read(text);
      if ("value" in reading) return reading.value;
      const { code = "invalid_value", message, cure } = reading;
      context.issues.push({ code: "custom", input: text, message, params: { code, cure } });
      return z.NEVER;
    })
    .describe(description);
  editorHints.add(schema, hint);
  return schema;
};
