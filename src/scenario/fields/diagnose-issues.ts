import * as z from "zod";
import { nearestName } from "../../kernel/nearest-name.ts";
import { problemCodes } from "../source/problem.ts";
import type { Problem, ProblemCode, Span } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf, nodeAt } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";
import { meaningOf } from "./scalar.ts";
import { schemaAt, unwrapped } from "./schema-at.ts";

/** What was checked and against which schema. */
export interface Checked {
  readonly node: SourceNode;
  readonly schema: z.ZodType;
  /** Where to point when something is missing from the node itself. */
  readonly holder: Span;
  /** The name of the node in a sentence. */
  readonly name: string;
}

/** Turns what a schema found wrong into sentences with places. Whatever has been reported before stays unsaid. */
export const diagnoseIssues = (issues: readonly z.core.$ZodIssue[], checked: Checked): Problem[] =>
  issues.flatMap((issue) => diagnoseIssue(issue, checked));

const diagnoseIssue = (issue: z.core.$ZodIssue, checked: Checked): Problem[] => {
  if (issue.code === "invalid_union") return unionProblems(issue, checked);
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

/** Of what may stand here in several forms, the mistakes in the form that was written. */
const unionProblems = (issue: z.core.$ZodIssueInvalidUnion, checked: Checked): Problem[] => {
  const node = nodeAt(checked.node, issue.path);
  if (node === undefined) return [missingKey(issue.path, checked)];
  const isOtherForm = ({ code, path }: z.core.$ZodIssue): boolean =>
    code === "invalid_type" && path.length === 0;
  const written = issue.errors.find((issues) => !issues.some(isOtherForm));
  if (written !== undefined) {
    const inside = written.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
    return inside.flatMap((inner) => diagnoseIssue(inner, checked));
  }
  const wanted = issue.errors.flatMap((issues) =>
    issues.filter(isOtherForm).map((inner) => (inner.code === "invalid_type" ? inner.expected : "")),
  );
  const forms = wanted.map((form) => kindNames[form] ?? form).join(" or ");
  const message = sentence(
    `${nameOf(issue.path, checked)} must be ${forms}, but this is ${kindNames[node.kind]}.`,
  );
  const span = { start: node.span.start, end: node.span.start + 1 };
  return [{ code: "wrong_kind", message, cure: `Write ${forms}.`, span }];
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
  if (typeof last === "string") return quote(last);
  const list = path.at(-2);
  return typeof last === "number" && typeof list === "string" ? `an entry of ${quote(list)}` : checked.name;
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const unknownKeys = (keys: readonly string[], path: readonly PropertyKey[], checked: Checked): Problem[] => {
  const map = nodeAt(checked.node, path);
  const schema = schemaAt(checked.schema, path);
  const known = keysOfSchema(schema);
  const free = known.filter((key) => entryOf(map, key) === undefined);
  return keys.flatMap((key): Problem[] => {
    const entry = entryOf(map, key);
    if (entry === undefined || (entry.value.kind === "text" && entry.value.flawed)) return [];
    const message = `${quote(key)} is not a key of ${nameOf(path, checked)}.`;
    return [{ code: "unknown_key", message, cure: suggest(key, free, known), span: entry.keySpan }];
  });
};

/** The keys of a map, also of one that may be a text as well. */
const keysOfSchema = (schema: unknown): readonly string[] => {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodUnion
    ? schema.options.flatMap((option) => keysOfSchema(unwrapped(option)))
    : [];
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
  const item =
    typeof holderPath.at(-1) === "number" ? nodeAt(checked.node, holderPath)?.span.start : undefined;
  const span =
    item === undefined
      ? (entryOf(grandParent, String(holderPath.at(-1)))?.keySpan ?? checked.holder)
      : { start: item, end: item + 1 };
  const schema = schemaAt(checked.schema, path);
  // What describes a tree as a whole says nothing of a key inside it.
  const isInTree = meaningOf(schemaAt(checked.schema, holderPath))?.kind === "tree";
  const description = schema instanceof z.ZodType && !isInTree ? schema.description : undefined;
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
      ? cureForMap(Object.keys(schema.shape))
      : wanted === "a text"
        ? "Write a plain text; quote it if it holds braces or brackets."
        : `Write ${wanted}.`;
  return { code: "wrong_kind", message, cure, span: { start: node.span.start, end: node.span.start + 1 } };
};

const cureForMap = (keys: readonly string[]): string =>
  keys.length === 0
    ? "Write nothing but its name, or `{}` behind it."
    : `Write a map with these keys: ${keys.join(", ")}.`;
