import { isMap, isScalar, isSeq } from "yaml";
import type { Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { overlaps } from "./problem.ts";
import type { Problem, Span } from "./problem.ts";
import { quote, yamlQuote } from "./quote.ts";
import type { SourceEntry, SourceNode, SourceText } from "./source-tree.ts";

/** What the tree is built from besides the parser's own nodes. */
export interface SourceContext {
  readonly text: string;
  /** Stretches whose mistake is reported already. */
  readonly repaired: readonly Span[];
  readonly report: (problem: Problem) => void;
  readonly lineOf: (offset: number) => number;
  /** Whether a value that begins with a slash may be a path and no pattern. */
  readonly pathsAllowed?: true;
}

/** Turns the parser's nodes into the plain tree, reporting keys and values no scenario can have. */
export const buildSource = (
  node: unknown,
  context: SourceContext,
  fallback: Span = { start: 0, end: 0 },
): SourceNode => {
  if (isMap(node)) return buildMap(node, context, fallback);
  if (isSeq(node)) return buildList(node, context, fallback);
  if (isScalar(node)) return buildText(node, context, fallback);
  return { kind: "text", text: "", span: fallback, flawed: true };
};

const spanOf = (node: { range?: [number, number, number] | null | undefined }, fallback: Span): Span =>
  node.range ? { start: node.range[0], end: node.range[1] } : fallback;

const buildList = (list: YAMLSeq, context: SourceContext, fallback: Span): SourceNode => {
  const span = spanOf(list, fallback);
  const items = list.items.map((item) => buildSource(item, context, span));
  for (const item of items) {
    if (item.kind === "text" && isAbsent(item, context)) {
      context.report({
        code: "missing_value",
        message: "This item of the list is empty.",
        cure: "Remove it.",
        span: item.span,
      });
    }
  }
  return { kind: "list", items: items.map((item) => flawedIfAbsent(item, context)), span };
};

const buildMap = (map: YAMLMap, context: SourceContext, fallback: Span): SourceNode => {
  const span = spanOf(map, fallback);
  const seen = new Map<string, Span>();
  const entries: SourceEntry[] = [];
  for (const pair of map.items) {
    const entry = buildEntry(pair, context, span);
    if (entry === undefined) continue;
    const first = seen.get(entry.key);
    if (first === undefined) {
      seen.set(entry.key, entry.keySpan);
      entries.push(entry);
    } else {
      context.report({
        code: "duplicate_key",
        message: `${quote(entry.key)} stands here twice; the first is in line ${context.lineOf(first.start)}.`,
        cure: "Keep one of them.",
        span: entry.keySpan,
      });
    }
  }
  return { kind: "map", entries, span };
};

const buildEntry = (pair: Pair, context: SourceContext, holder: Span): SourceEntry | undefined => {
  const { key, value } = pair;
  if (!isScalar(key) || typeof key.value !== "string" || key.value === "") {
    const span = isScalar(key) || isMap(key) || isSeq(key) ? spanOf(key, holder) : holder;
    const message = "A key must be a plain word, and this is not one.";
    context.report({ code: "key_not_text", message, cure: "Write `key: value`.", span });
    return undefined;
  }
  const keySpan = spanOf(key, holder);
  const refusal = refusedKeys.get(key.value);
  if (refusal !== undefined && !touched(keySpan, context)) {
    context.report({ ...refusal, span: keySpan });
    return undefined;
  }
  const inner = pathKeys.has(key.value) ? { ...context, pathsAllowed: true as const } : context;
  const node = buildSource(value, inner, { start: keySpan.end, end: keySpan.end });
  if (node.kind === "text" && (value === null || isAbsent(node, context))) {
    const swallowed = swallowedAfter(context.text, node.span.end);
    reportMissing(key.value, keySpan, value === null, swallowed, context);
    return { key: key.value, keySpan, value: { ...node, flawed: true } };
  }
  return { key: key.value, keySpan, value: node };
};

/** Keys whose values may begin like a path without being taken for a pattern. */
const pathKeys: ReadonlySet<string> = new Set(["http", "command", "env", "include"]);

/** Steps that need nothing but their name. */
const bareKeys: ReadonlySet<string> = new Set(["answer", "busy", "hang-up", "hear", "no-answer"]);

const refusedKeys = new Map<string, Omit<Problem, "span">>([
  [
    "<<",
    {
      code: "merge_key",
      message: "`<<` is a YAML merge key, and scenario files have none.",
      cure: "Write out the keys it would bring in.",
    },
  ],
  [
    "__proto__",
    { code: "invalid_name", message: "`__proto__` cannot be a key or a name.", cure: "Choose another." },
  ],
]);

const reportMissing = (
  key: string,
  keySpan: Span,
  hasNoColon: boolean,
  swallowed: Span | undefined,
  context: SourceContext,
): void => {
  const line = context.text.slice(keySpan.end, keySpan.end + longestLook).split("\n", 1)[0] ?? "";
  if (touched({ start: keySpan.start, end: keySpan.end + line.length }, context)) return;
  if (swallowed !== undefined) return context.report(swallowedProblem("", swallowed, context.text));
  const glued = /^([\w-]+):(\S.*)$/.exec(key);
  const isHash = /^:?\s*#\s*$/.test(line);
  const comma = hasNoColon ? ", or quote the text before it if the comma belongs to that text" : "";
  const value = isHash ? '"#"' : bareKeys.has(key) ? "{}" : "…";
  const cure =
    glued === null
      ? `Write ${quote(`${key}: ${value}`)}${isHash ? ", since a # alone begins a comment" : comma}.`
      : `Put a space after the colon: ${quote(`${glued[1]}: ${glued[2]}`)}.`;
  context.report({ code: "missing_value", message: `${quote(key)} has no value.`, cure, span: keySpan });
};

/** The mistake of a # that was meant as text: everything from it on has become a comment. */
export const swallowedProblem = (before: string, swallowed: Span, text: string): Problem => {
  const tail = text.slice(swallowed.start, swallowed.end);
  const whole = before === "" ? tail : `${before} ${tail}`;
  return {
    code: "unquoted_hash",
    message: `A # after a space starts a comment, so ${quote(tail)} is not part of the text.`,
    cure: `Quote the text if the # belongs to it: ${yamlQuote(whole)}; write \`# \` with a space if it is a comment.`,
    span: swallowed,
  };
};

const buildText = (scalar: Scalar, context: SourceContext, fallback: Span): SourceText => {
  const span = spanOf(scalar, fallback);
  const text = typeof scalar.value === "string" ? scalar.value : "";
  const plain = scalar.type === "PLAIN";
  const flawed = touched(span, context);
  if (
    plain &&
    !flawed &&
    context.pathsAllowed !== true &&
    text.startsWith("/") &&
    !/^\/.+\/[a-z]*$/s.test(text)
  ) {
    context.report(slashProblem(text, span));
    return { kind: "text", text, span, flawed: true };
  }
  const swallowed = plain && span.end > span.start ? swallowedAfter(context.text, span.end) : undefined;
  return { kind: "text", text, span, flawed, ...(swallowed === undefined ? {} : { swallowed }) };
};

const slashProblem = (text: string, span: Span): Problem => ({
  code: "slash_value",
  message: `${quote(text)} begins like a pattern but is not one: patterns are written /…/ or /…/i.`,
  cure: `Quote it if it is text: ${yamlQuote(text)}. Otherwise close the pattern with a /.`,
  span,
});

const huggingHash = /[ \t]*#[^\s#!]/y;

const swallowedAfter = (text: string, offset: number): Span | undefined => {
  huggingHash.lastIndex = offset;
  if (!huggingHash.test(text)) return undefined;
  const start = huggingHash.lastIndex - 2;
  const line = /^[^\n]*/.exec(text.slice(start, start + longestLook))?.[0] ?? "";
  return { start, end: start + line.trimEnd().length };
};

/** How far a look along the line may go: a line may be the whole file. */
const longestLook = 300;

/** Nothing stands where a value should: not even quotes. */
const isAbsent = (node: SourceText, context: SourceContext): boolean =>
  node.span.start === node.span.end && !touched(node.span, context);

const flawedIfAbsent = (node: SourceNode, context: SourceContext): SourceNode =>
  node.kind === "text" && isAbsent(node, context) ? { ...node, flawed: true } : node;

const touched = (span: Span, context: SourceContext): boolean =>
  context.repaired.some((repaired) => overlaps(repaired, span));
