import { z } from "zod";
import type { ProblemCode } from "../source/problem.ts";

/** What a text turned out to mean, or why it means nothing. */
export type Reading<Value> = { readonly value: Value } | Misreading;

export interface Misreading {
  /** `invalid_value` unless said otherwise. */
  readonly code?: ProblemCode;
  readonly message: string;
  readonly cure: string;
}

/** What a field holds that needs more than its own text to be judged: words for a reader, or the name of a party. */
export const fieldKinds = z.registry<{
  /** A `tree` is anything at all, whose every text is for a reader. */
  readonly kind: "text" | "party" | "tree";
  /** What `${…}` may say here because the step itself gives it a meaning. */
  readonly own?: readonly string[];
}>();

/** A field whose text means something else. The description completes the sentence "add it: …". */
export const scalar = <Value>(
  description: string,
  read: (text: string) => Reading<Value>,
): z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>> =>
  z
    .string()
    .transform((text, context): Value => {
      const reading = read(text);
      if ("value" in reading) return reading.value;
      const { code = "invalid_value", message, cure } = reading;
      context.issues.push({ code: "custom", input: text, message, params: { code, cure } });
      return z.NEVER;
    })
    .describe(description);
