import { z } from "zod";
import { nobodyCalled } from "./fields/nobody-called.ts";
import { fieldKinds } from "./fields/scalar.ts";
import { walkFields } from "./fields/walk-fields.ts";
import { checkReferences } from "./references/check-references.ts";
import type { Referable } from "./references/check-references.ts";
import { hasReference } from "./references/references.ts";
import { swallowedProblem } from "./source/build-source.ts";
import type { Problem } from "./source/problem.ts";
import type { SourceNode, SourceText } from "./source/source-tree.ts";

/** What a file calls its people and lines, and the file's text. */
export interface FileWords {
  readonly text: string;
  readonly names: ReadonlySet<string>;
  /** What references can mean; absent where there are none. */
  readonly referable?: Referable;
}

/**
 * Finds what a schema alone cannot: names that nobody has, and comments that cut a text short. A comment after a text
 * counts as a mistake only when no space follows its #, as in `Your code is #1234`.
 */
export const checkFields = (node: SourceNode, schema: z.ZodType, words: FileWords): Problem[] => {
  const problems: Problem[] = [];
  walkFields(node, schema, (field, fieldSchema) => {
    const meaning = fieldSchema instanceof z.ZodType ? fieldKinds.get(fieldSchema) : undefined;
    if (field.flawed || meaning === undefined) return;
    const { kind, own } = meaning;
    if (words.referable !== undefined && hasReference(field.text)) {
      problems.push(...checkReferences(field, words.referable, own));
    }
    if (kind !== "party" && field.swallowed !== undefined) {
      problems.push(swallowedProblem(field.text, field.swallowed, words.text));
    }
    if (kind === "party" && /^[A-Za-z_]/.test(field.text) && !words.names.has(field.text)) {
      problems.push(unknownName(field, words.names));
    }
  });
  return problems;
};

const unknownName = (field: SourceText, names: ReadonlySet<string>): Problem => {
  const { code = "unknown_name", ...words } = nobodyCalled(field.text, names);
  return { code, ...words, span: field.span };
};
