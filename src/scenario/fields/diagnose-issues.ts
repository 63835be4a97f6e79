import { z } from "zod";
import { nearestName } from "../../kernel/nearest-name.ts";
import { problemCodes } from "../source/problem.ts";
import type { Problem, ProblemCode, Span } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf, nodeAt } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";
import { schemaAt } from "./schema-at.ts";

/** What was checked and against which schema. */
export interface Checked {
  readonly node: SourceNode;
  readonly schema: z.ZodType;
  /** Where to point when something is missing from the node itself. */
  readonly holder: Span;
  /** The name of the node in a sentence. */
  readonly name: string;
  /** Keys of the node that a later version will read. */
  readonly planned?: ReadonlySet<string>;
}

/** Turns what a schema found wrong into sentences with places. Whatever has been reported before stays unsaid. */
export const diagnoseIssues = (issues: readonly z.core.$ZodIssue[], checked: Checked): Problem[] =>
  issues.flatMap((issue) => diagnoseIssue(issue, checked));

const diagnoseIssue = (issue: z.core.$ZodIssue, checked: Checked): Problem[] => {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, issue.path, checked);
  const node = nodeAt(checked.node, issue.path);
  if (node === undefined) return [missingKey(issue.path, checked)];
  if (node.kind === "text" && node.flawed) return [];
  if (issue.code === "custom" && issue.params?.["atKey"] === true) {
    return [{ ...misreading(issue), span: keySpanAt(issue.path, checked) ?? node.span }];
  }
  if (issue.code === "invalid_key") {
    const span = keySpanAt(issue.path, checked) ?? node.span;
    return issue.issues.map((inner) => ({ ...misreading(inner), span }));
  }
  if (issue.code === "invalid_type") return [wrongKind(issue, node, checked)];
  return [{ ...misreading(issue), span: node.span }];
};

const keySpanAt = (path: readonly PropertyKey[], checked: Checked): Span | undefined =>
  entryOf(nodeAt(checked.node, path.slice(0, -1)), String(path.at(-1)))?.keySpan;

const misreading = (issue: z.core.$ZodIssue): Omit<Problem, "span"> => {
  const params: Readonly<Record<string, unknown>> = issue.code === "custom" ? (issue.params ?? {}) : {};
  const code =
    problemCodes.find((known) => known === params["code"]) ?? ("invalid_value" satisfies ProblemCode);
  const cure = params["cure"];
  return { code, message: issue.message, ...(typeof cure === "string" ? { cure } : {}) };
};

const nameOf = (path: readonly PropertyKey[], checked: Checked): string => {
  const last = path.at(-1);
  return typeof last === "string" ? quote(last) : checked.name;
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const unknownKeys = (keys: readonly string[], path: readonly PropertyKey[], checked: Checked): Problem[] => {
  const map = nodeAt(checked.node, path);
  const schema = schemaAt(checked.schema, path);
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const free = known.filter((key) => entryOf(map, key) === undefined);
  return keys.flatMap((key): Problem[] => {
    const entry = entryOf(map, key);
    if (entry === undefined || (entry.value.kind === "text" && entry.value.flawed)) return [];
    if (path.length === 0 && checked.planned?.has(key) === true) {
      const message = `${quote(key)} belongs to scenario files, but this version does not read it yet.`;
      return [{ code: "not_available", message, cure: "Remove it for now.", span: entry.keySpan }];
    }
    const message = `${quote(key)} is not a key of ${nameOf(path, checked)}.`;
    return [{ code: "unknown_key", message, cure: suggest(key, free, known), span: entry.keySpan }];
  });
};

/** Offers the name that was probably meant, or else all of them. */
export const suggest = (written: string, likely: readonly string[], all: readonly string[]): string => {
  const near = written.length < 3 ? undefined : nearestName(written, likely);
  if (near !== undefined) return `Did you mean ${quote(near)}?`;
  return all.length === 0 ? "Remove it." : `Known here: ${all.join(", ")}.`;
};

const missingKey = (path: readonly PropertyKey[], checked: Checked): Problem => {
  const holderPath = path.slice(0, -1);
  const key = String(path.at(-1));
  const grandParent = nodeAt(checked.node, holderPath.slice(0, -1));
  const span = entryOf(grandParent, String(holderPath.at(-1)))?.keySpan ?? checked.holder;
  const schema = schemaAt(checked.schema, path);
  const description = schema instanceof z.ZodType ? schema.description : undefined;
  const cure = `Add ${quote(`${key}: …`)}${description === undefined ? "" : `, ${description}`}.`;
  return {
    code: "missing_key",
    message: sentence(`${nameOf(holderPath, checked)} needs ${quote(key)}.`),
    cure,
    span,
  };
};

const kindNames: Readonly<Record<string, string>> = {
  string: "a text",
  object: "a map",
  record: "a map",
  array: "a list",
  text: "a text",
  map: "a map",
  list: "a list",
};

const wrongKind = (issue: z.core.$ZodIssueInvalidType, node: SourceNode, checked: Checked): Problem => {
  const wanted = kindNames[issue.expected] ?? issue.expected;
  const found = kindNames[node.kind] ?? node.kind;
  const message = sentence(`${nameOf(issue.path, checked)} must be ${wanted}, but this is ${found}.`);
  const schema = schemaAt(checked.schema, issue.path);
  const cure =
    wanted === "a map" && schema instanceof z.ZodObject
      ? `Write a map with these keys: ${Object.keys(schema.shape).join(", ")}.`
      : wanted === "a text"
        ? "Write a plain text; quote it if it holds braces or brackets."
        : `Write ${wanted}.`;
  return { code: "wrong_kind", message, cure, span: { start: node.span.start, end: node.span.start + 1 } };
};
