import type { Json } from "../kernel/json.ts";
import { checkFields } from "./check-fields.ts";
import type { FileWords } from "./check-fields.ts";
import { diagnoseIssues, suggest } from "./fields/diagnose-issues.ts";
import { isTiming, itemSchema } from "./item-schema.ts";
import type { ItemData } from "./item-schema.ts";
import { readRule } from "./rules/read-rule.ts";
import type { ScenarioRule, ScenarioStep, ScriptList } from "./scenario.ts";
import type { Place } from "./source/line-index.ts";
import type { Problem, Span } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import { entryOf, toData } from "./source/source-tree.ts";
import type { SourceEntry, SourceMap, SourceNode } from "./source/source-tree.ts";
import { whereOf } from "./source/where-of.ts";
import { steps } from "./steps/steps.ts";

/** What reading a script needs to know of the rest of the file. */
export interface ScriptContext extends FileWords {
  readonly placeOf: (offset: number) => Place;
  readonly report: (problem: Problem) => void;
}

/** A step as it was read, with the entries it was read from. */
export interface ReadStep {
  readonly step: ScenarioStep;
  readonly at?: SourceEntry;
}

/** A list as it was read: the steps of its own, and all of it as the player wants it. */
export interface ReadList {
  readonly steps: readonly ReadStep[];
  readonly list: ScriptList;
  /** What its rules do. */
  readonly below: readonly ReadList[];
}

/** Reads the items of a script or of what a rule does. Items with mistakes are reported and left out. */
export const readScript = (items: readonly SourceNode[], context: ScriptContext): ReadList => {
  const read: ReadStep[] = [];
  const rules: ScenarioRule[] = [];
  const below: ReadList[] = [];
  for (const [place, item] of items.entries()) {
    if (item.kind === "map" && entryOf(item, "when") !== undefined) {
      const head = readRule(item, context);
      const tasks = entryOf(item, "do")?.value;
      const inner = readScript(tasks?.kind === "list" ? tasks.items : [], context);
      below.push(inner);
      if (head !== undefined) rules.push({ place, ...head, do: inner.list });
    } else {
      const step = readItem(item, context);
      if (step !== undefined) read.push(step);
    }
  }
  const script = read.map(({ step }) => step);
  return { steps: read, below, list: rules.length === 0 ? { script } : { script, rules } };
};

const readItem = (item: SourceNode, context: ScriptContext): ReadStep | undefined => {
  if (item.kind === "text" && item.flawed) return undefined;
  if (item.kind !== "map") {
    context.report(noStep(item));
    return undefined;
  }
  const stepEntry = findStep(item, context);
  checkTiming(item, context);
  if (stepEntry === undefined) return undefined;
  const schema = itemSchema(stepEntry.key, context.names);
  const entries = item.entries.filter((entry) => entry === stepEntry || isTiming(entry));
  const node: SourceMap = { ...item, entries };
  for (const problem of checkFields(node, schema, context)) context.report(problem);
  const parsed = schema.safeParse(toData(node));
  if (!parsed.success) {
    const checked = { node, schema, holder: stepEntry.keySpan, name: "a step" };
    for (const problem of diagnoseIssues(parsed.error.issues, checked)) context.report(problem);
    return undefined;
  }
  return toStep(stepEntry, item, parsed.data, context);
};

const toStep = (
  stepEntry: SourceEntry,
  item: SourceMap,
  data: ItemData,
  context: ScriptContext,
): ReadStep => {
  const at = item.entries.find((entry) => entry.key === "at");
  const step: ScenarioStep = {
    name: stepEntry.key,
    // Schemas of steps make nothing but JSON: their definitions are typed so.
    input: data[stepEntry.key] as Json,
    ...(data.after === undefined ? {} : { after: data.after }),
    ...(data.at === undefined ? {} : { at: data.at }),
    where: whereOf(context.placeOf(stepEntry.keySpan.start)),
  };
  return at === undefined ? { step } : { step, at };
};

const findStep = (item: SourceMap, context: ScriptContext): SourceEntry | undefined => {
  const others = item.entries.filter((entry) => !isTiming(entry));
  const [step, second] = others.filter((entry) => steps.some(({ name }) => name === entry.key));
  for (const entry of others) {
    if (!steps.some(({ name }) => name === entry.key)) context.report(unknownStep(entry, step !== undefined));
  }
  if (second !== undefined) {
    const message = `This item is two steps, ${quote(step?.key ?? "")} and ${quote(second.key)}.`;
    context.report({
      code: "two_steps",
      message,
      cure: "Begin a new item with a dash.",
      span: second.keySpan,
    });
  }
  if (others.length === 0) context.report(noStep(item));
  return step;
};

const checkTiming = (item: SourceMap, context: ScriptContext): void => {
  const [, second] = item.entries.filter(isTiming);
  if (second === undefined) return;
  const message = "This item says `after` and `at`, and a step has one time.";
  const cure = "Keep `after` to count from the step before, or `at` to count from the start.";
  context.report({ code: "two_times", message, cure, span: second.keySpan });
};

const noStep = (item: SourceNode): Problem => {
  if (item.kind === "text" && plannedSteps.has(item.text)) return notPlayed(item.text, item.span);
  return {
    code: "no_step",
    message: "This item of the script is no step.",
    cure: `Write a map with the name of a step (${stepNames().join(", ")}), such as \`note: a caption\`.`,
    span: { start: item.span.start, end: item.span.start + 1 },
  };
};

const notPlayed = (name: string, span: Span): Problem => ({
  code: "not_available",
  message: `${quote(name)} belongs to scripts, but this version does not play it yet.`,
  cure: `Steps of this version: ${stepNames().join(", ")}.`,
  span,
});

const stepNames = (): string[] => steps.map((step) => step.name);

/** Steps and keys of the file format that are still to come. */
const plannedSteps = new Set(
  "call voicemail receipt ring answer busy no-answer say agent hear press hang-up snapshot".split(" "),
);

const unknownStep = ({ key, keySpan }: SourceEntry, hasStep: boolean): Problem => {
  if (plannedSteps.has(key)) {
    const message = `${quote(key)} belongs to scripts, but this version does not play it yet.`;
    return {
      code: "not_available",
      message,
      cure: `Steps of this version: ${stepNames().join(", ")}.`,
      span: keySpan,
    };
  }
  const near = hasStep ? ["after", "at"] : [...stepNames(), "after", "at"];
  const message = `${quote(key)} is no step.`;
  return {
    code: "unknown_step",
    message,
    cure: suggest(key, near, [...stepNames(), "after", "at"]),
    span: keySpan,
  };
};
