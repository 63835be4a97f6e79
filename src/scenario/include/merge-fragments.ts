import { quote } from "../source/quote.ts";
import type { Place } from "../source/line-index.ts";
import type { Problem } from "../source/problem.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceEntry, SourceMap, SourceNode } from "../source/source-tree.ts";

/** An included file: its path and its tree. */
export interface Fragment {
  readonly path: string;
  readonly root: SourceNode;
}

/** Keys under which files may name things; no name may be given twice. */
const maps: ReadonlySet<string> = new Set(["people", "lines", "accounts", "agents", "settings"]);
/** Keys whose items stand one after the other, those of included files first. */
const lists: ReadonlySet<string> = new Set(["script", "faults", "expect"]);
/** Keys that say something of the scenario as a whole. */
const ofTheWhole: ReadonlySet<string> = new Set(["name", "seed", "clock", "agent", "examples"]);
/** Keys that say something of a fragment by itself. */
const ofTheFragment: ReadonlySet<string> = new Set(["version", "description", "include"]);

interface Merged {
  readonly root: SourceNode;
  readonly problems: readonly Problem[];
}

/** One tree of a scenario's own file and what it includes, in that order of precedence for places. */
export const mergeFragments = (
  own: SourceNode,
  fragments: readonly Fragment[],
  placeOf: (offset: number) => Place,
): Merged => {
  if (own.kind !== "map" || fragments.length === 0) return { root: own, problems: [] };
  const problems: Problem[] = [];
  const gathered = new Map<string, SourceEntry[]>();
  const gather = (entry: SourceEntry): void =>
    void gathered.set(entry.key, [...(gathered.get(entry.key) ?? []), entry]);
  for (const { root } of fragments) {
    for (const entry of root.kind === "map" ? root.entries : []) {
      const problem = problemOf(entry);
      if (problem !== undefined) problems.push(problem);
      if (!ofTheWhole.has(entry.key) && !ofTheFragment.has(entry.key)) gather(entry);
    }
  }
  own.entries.forEach(gather);
  const entries = [...gathered.values()].flatMap((same) => joined(same, own, placeOf, problems));
  return { root: { ...own, entries }, problems };
};

const problemOf = ({ key, keySpan, value }: SourceEntry): Problem | undefined => {
  if (ofTheWhole.has(key)) {
    const message = `${quote(key)} says something of a whole scenario, and this file is included by one.`;
    return {
      code: "misplaced_key",
      message,
      cure: "It belongs into the file that includes.",
      span: keySpan,
    };
  }
  if (key !== "version" || (value.kind === "text" && (value.flawed || value.text === "1"))) return undefined;
  const message = "This ringback reads version 1 of scenario files.";
  return { code: "invalid_value", message, cure: "Write `version: 1`, or leave it out.", span: value.span };
};

/** The entries of one key as one, where a schema of the whole finds it: at the scenario's own entry if there is one. */
const joined = (
  same: readonly SourceEntry[],
  own: SourceMap,
  placeOf: (offset: number) => Place,
  problems: Problem[],
): SourceEntry[] => {
  const [first, second] = same;
  if (first === undefined || second === undefined) return [...same];
  const kind = maps.has(first.key) ? "map" : lists.has(first.key) ? "list" : undefined;
  const holder = entryOf(own, first.key) ?? first;
  const fitting = same.filter(({ value }) => value.kind === kind);
  if (kind === undefined || fitting.length === 0) return [holder];
  for (const { key, value } of same) {
    if (value.kind === kind || (value.kind === "text" && value.flawed)) continue;
    const message = `${quote(key)} must be a ${kind}, but this is a ${value.kind}.`;
    const span = { start: value.span.start, end: value.span.start + 1 };
    problems.push({ code: "wrong_kind", message, cure: `Write a ${kind}.`, span });
  }
  const { span } = holder.value;
  const value: SourceNode =
    kind === "list"
      ? {
          kind,
          span,
          items: fitting.flatMap((entry) => (entry.value.kind === "list" ? entry.value.items : [])),
        }
      : { kind, span, entries: withoutTwins(fitting, placeOf, problems) };
  return [{ ...holder, value }];
};

const withoutTwins = (
  same: readonly SourceEntry[],
  placeOf: (offset: number) => Place,
  problems: Problem[],
): SourceEntry[] => {
  const named = new Map<string, SourceEntry>();
  for (const entry of same.flatMap(({ value }) => (value.kind === "map" ? value.entries : []))) {
    const twin = named.get(entry.key);
    if (twin === undefined) {
      named.set(entry.key, entry);
      continue;
    }
    const { file, line } = placeOf(twin.keySpan.start);
    const where = file === undefined ? `line ${line}` : `line ${line} of ${file}`;
    const message = `${quote(entry.key)} stands in ${where} already.`;
    problems.push({
      code: "name_taken",
      message,
      cure: "Keep one of them, or rename one.",
      span: entry.keySpan,
    });
  }
  return [...named.values()];
};
