import { z } from "zod";
import { nearestName } from "../kernel/nearest-name.ts";
import { fieldKinds } from "./fields/scalar.ts";
import { walkFields } from "./fields/walk-fields.ts";
import { swallowedProblem } from "./source/build-source.ts";
import type { Problem } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import type { SourceNode, SourceText } from "./source/source-tree.ts";

/** What a file calls its people and lines, and the file's text. */
export interface FileWords {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/**
 * Finds what a schema alone cannot: names that nobody has, and comments that cut a text short. A comment after a text
 * counts as a mistake only when no space follows its #, as in `Your code is #1234`.
 */
export const checkFields = (node: SourceNode, schema: z.ZodType, words: FileWords): Problem[] => {
  const problems: Problem[] = [];
  walkFields(node, schema, (field, fieldSchema) => {
    const kind = fieldSchema instanceof z.ZodType ? fieldKinds.get(fieldSchema)?.kind : undefined;
    if (field.flawed || kind === undefined) return;
    if (kind === "text" && field.swallowed !== undefined) {
      problems.push(swallowedProblem(field.text, field.swallowed, words.text));
    }
    if (kind === "party" && /^[A-Za-z_]/.test(field.text) && !words.names.has(field.text)) {
      problems.push(unknownName(field, words.names));
    }
  });
  return problems;
};

const unknownName = (field: SourceText, names: ReadonlySet<string>): Problem => {
  const near = nearestName(field.text, names);
  const known = [...names].slice(0, 10).join(", ");
  const cure =
    near !== undefined
      ? `Did you mean ${quote(near)}?`
      : known === ""
        ? "Add it to `people`, or write a number such as +14155550123."
        : `Known names: ${known}. Add it to \`people\`, or write a number such as +14155550123.`;
  return {
    code: "unknown_name",
    message: `Nobody in this file is called ${quote(field.text)}.`,
    cure,
    span: field.span,
  };
};
