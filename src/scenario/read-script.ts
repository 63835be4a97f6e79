import type { Json } from "../kernel/json.ts";
import { checkFields } from "./check-fields.ts";
import type { FileWords } from "./check-fields.ts";
import { diagnoseIssues } from "./fields/diagnose-issues.ts";
import { isTiming, itemSchema } from "./item-schema.ts";
import type { ItemData } from "./item-schema.ts";
import { checkCallSteps } from "./calls/check-call-steps.ts";
import { callNeeded, givesCall, opensCall, playsInCall } from "./calls/calls-of-list.ts";
import { readRule } from "./rules/read-rule.ts";
import type { ScenarioRule, ScenarioStep, ScriptList } from "./scenario.ts";
import { noStep, textNeeded, unknownStep } from "./script-problems.ts";
import type { Place } from "./source/line-index.ts";
import type { Problem } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import { entryOf, toData } from "./source/source-tree.ts";
import type { SourceEntry, SourceMap, SourceNode, SourceText } from "./source/source-tree.ts";
import { whereOf } from "./source/where-of.ts";
import { namesText } from "./rules/names-text.ts";
import type { ReceiptInput } from "./steps/receipt.ts";
import { steps } from "./steps/steps.ts";

/** What reading a script needs to know of the rest of the file. */
export interface ScriptContext extends FileWords {
  readonly placeOf: (offset: number) => Place;
  readonly report: (problem: Problem) => void;
  /** Whether its steps are played in a call that is there without their doing. */
  readonly hasCall?: boolean;
  /** Whether they are played because a line sent a text. */
  readonly hasText?: boolean;
}

/** A step as it was read, with the entries it was read from. */
export interface ReadStep {
  readonly step: ScenarioStep;
  readonly at?: SourceEntry;
  /** What is done where it does not come about. */
  readonly otherwise?: ReadList;
}

/** A list as it was read: the steps of its own, and all of it as the player wants it. */
export interface ReadList {
  readonly steps: readonly ReadStep[];
  readonly list: ScriptList;
  /** What its rules do, and what is done where its steps do not come about. */
  readonly below: readonly ReadList[];
}

/** Reads the items of a script or of what a rule does. Items with mistakes are reported and left out. */
export const readScript = (items: readonly SourceNode[], context: ScriptContext): ReadList => {
  const read: ReadStep[] = [];
  const rules: ScenarioRule[] = [];
  const below: ReadList[] = [];
  let hasCall = context.hasCall === true;
  for (const [place, item] of items.entries()) {
    if (item.kind === "map" && entryOf(item, "when") !== undefined) {
      const head = readRule(item, context);
      const tasks = entryOf(item, "do")?.value;
      // A rule is armed from its list's start, so that the list may have found its call by the time it fires.
      const inCall = hasCall || items.some(opensCall) || head === undefined || givesCall(head.when.event);
      const hasText = context.hasText === true || head === undefined || head.when.event === "message.sent";
      const within = { ...context, hasCall: inCall, hasText };
      const inner = readScript(tasks?.kind === "list" ? tasks.items : [], within);
      below.push(inner);
      if (head === undefined) continue;
      rules.push({ ...(playsInCall(inner.list) && { inCall: true }), place, ...head, do: inner.list });
    } else {
      const step = readItem(item, place, { ...context, hasCall });
      if (step !== undefined) read.push(step);
      if (step?.otherwise !== undefined) below.push(step.otherwise);
      hasCall ||= opensCall(item);
    }
  }
  for (const problem of checkCallSteps(items, context.voices)) context.report(problem);
  const script = read.map(({ step }) => step);
  return { steps: read, below, list: rules.length === 0 ? { script } : { script, rules } };
};

const readItem = (written: SourceNode, place: number, context: ScriptContext): ReadStep | undefined => {
  const item = written.kind === "text" ? bareStep(written) : written;
  if (item.kind === "text" && item.flawed) return undefined;
  if (item.kind !== "map") {
    context.report(noStep(item));
    return undefined;
  }
  const stepEntry = findStep(item, context);
  checkTiming(item, context);
  if (stepEntry === undefined) return undefined;
  const { key, keySpan, value } = stepEntry;
  const definition = steps.find(({ name }) => name === key);
  if (definition?.inCall !== undefined && context.hasCall !== true) context.report(callNeeded(key, keySpan));
  const branch = definition?.branches === true ? entryOf(value, "otherwise")?.value : undefined;
  const otherwise = branch?.kind === "list" ? readScript(branch.items, context) : undefined;
  const schema = itemSchema(key, context.names);
  const entries = item.entries.filter((entry) => entry === stepEntry || isTiming(entry));
  const node: SourceMap = { ...item, entries };
  for (const problem of checkFields(node, schema, context)) context.report(problem);
  const parsed = schema.safeParse(toData(node));
  if (!parsed.success) {
    const checked = { node, schema, holder: stepEntry.keySpan, name: "a step" };
    for (const problem of diagnoseIssues(parsed.error.issues, checked)) context.report(problem);
    return undefined;
  }
  if (key === "receipt" && context.hasText !== true && !namesText(parsed.data[key] as ReceiptInput)) {
    context.report(textNeeded(keySpan));
  }
  return toStep(stepEntry, item, parsed.data, context, otherwise && { otherwise, place });
};

/** A step of which nothing but the name is written, as the map that it stands for. */
const bareStep = (item: SourceText): SourceNode => {
  const { text: key, span } = item;
  const isBare = !item.flawed && steps.some(({ name, bare }) => name === key && bare !== undefined);
  if (!isBare) return item;
  const value: SourceMap = { kind: "map", entries: [], span };
  return { kind: "map", entries: [{ key, keySpan: span, value }], span };
};

const toStep = (
  stepEntry: SourceEntry,
  item: SourceMap,
  data: ItemData,
  context: ScriptContext,
  branch: { readonly otherwise: ReadList; readonly place: number } | undefined,
): ReadStep => {
  const at = item.entries.find((entry) => entry.key === "at");
  const step: ScenarioStep = {
    name: stepEntry.key,
    // Schemas of steps make nothing but JSON: their definitions are typed so.
    input: data[stepEntry.key] as Json,
    ...(data.after === undefined ? {} : { after: data.after }),
    ...(data.at === undefined ? {} : { at: data.at }),
    ...(branch !== undefined && { place: branch.place, otherwise: branch.otherwise.list }),
    where: whereOf(context.placeOf(stepEntry.keySpan.start)),
  };
  const read = branch === undefined ? { step } : { step, otherwise: branch.otherwise };
  return at === undefined ? read : { ...read, at };
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
