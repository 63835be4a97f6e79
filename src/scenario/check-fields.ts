import type * as z from "zod";
import type { LineVoice } from "./calls/check-call-steps.ts";
import { suggest } from "./fields/diagnose-issues.ts";
import { nobodyCalled } from "./fields/nobody-called.ts";
import { meaningOf } from "./fields/scalar.ts";
import type { FieldMeaning } from "./fields/scalar.ts";
import { walkFields } from "./fields/walk-fields.ts";
import { checkEnvironment, checkFrameText, checkReferences } from "./references/check-references.ts";
import type { Referable } from "./references/check-references.ts";
import { swallowedProblem } from "./source/build-source.ts";
import type { Problem } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import type { SourceNode, SourceText } from "./source/source-tree.ts";

/** What a file calls its people and lines, and the file's text. */
export interface FileWords {
  readonly text: string;
  readonly names: ReadonlySet<string>;
  /** The accounts that steps can ask as, and the names of faults; absent where neither can be named. */
  readonly accounts?: ReadonlySet<string>;
  readonly faults?: ReadonlySet<string>;
  /** The agents of AgentPhone that it declares. */
  readonly agents?: ReadonlySet<string>;
  /** Who speaks for its lines, by their names. */
  readonly voices?: ReadonlyMap<string, LineVoice>;
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
    const meaning = meaningOf(fieldSchema);
    if (field.flawed || meaning === undefined) return;
    const { kind } = meaning;
    if (field.text.includes("${")) problems.push(...referenceProblems(field, meaning, words));
    if ((kind === "text" || kind === "tree") && field.swallowed !== undefined) {
      problems.push(swallowedProblem(field.text, field.swallowed, words.text));
    }
    if (kind === "party" && isUnknownParty(field.text, meaning, words.names)) {
      problems.push(unknownName(field, words.names));
    }
    if (kind === "account" || kind === "agent" || kind === "fault") {
      problems.push(...entryProblems(field, kind, words));
    }
  });
  return problems;
};

const isUnknownParty = (written: string, { appleIds }: FieldMeaning, names: ReadonlySet<string>): boolean =>
  /^[A-Za-z_]/.test(written) && !names.has(written) && !(appleIds === true && isAppleId(written));

const isAppleId = (written: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(written);

const entryProblems = (
  field: SourceText,
  kind: "account" | "agent" | "fault",
  { accounts, agents, faults, referable }: FileWords,
): Problem[] => {
  // In a step a reference stands for the id of something that the story makes.
  if (referable !== undefined && field.text.includes("${")) return [];
  const known = { account: accounts, agent: agents, fault: faults }[kind];
  if (known === undefined || known.has(field.text) || (kind === "fault" && field.text === "all")) return [];
  return [unknownEntry(field, kind, known)];
};

const referenceProblems = (
  field: SourceText,
  { kind, own, env }: FieldMeaning,
  { text, referable }: FileWords,
): Problem[] => {
  if (env === true) return checkEnvironment(field, text);
  if (referable !== undefined) return checkReferences(field, referable, own);
  return kind === "party" ? [] : checkFrameText(field, text);
};

const unknownName = (field: SourceText, names: ReadonlySet<string>): Problem => {
  const { code = "unknown_name", ...words } = nobodyCalled(field.text, names);
  return { code, ...words, span: field.span };
};

const unknownEntry = (
  field: SourceText,
  what: "account" | "fault" | "agent",
  known: ReadonlySet<string>,
): Problem => {
  const cure =
    known.size === 0
      ? what === "fault"
        ? `Give a fault this name: \`name: ${field.text}\`.`
        : `Add it under \`${what}s\`: \`${field.text}: {}\`.`
      : suggest(field.text, [...known], [...known]);
  const message = `No ${what} of this file is called ${quote(field.text)}.`;
  return { code: "unknown_name", message, cure, span: field.span };
};
