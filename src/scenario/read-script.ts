import { z } from "zod";
import type { Instant } from "../kernel/clock/clock.ts";
import type { Json } from "../kernel/json.ts";
import { checkFields } from "./check-fields.ts";
import type { FileWords } from "./check-fields.ts";
import { diagnoseIssues, suggest } from "./fields/diagnose-issues.ts";
import { duration } from "./fields/fields.ts";
import { readDuration } from "./fields/read-duration.ts";
import { readInstant } from "./fields/read-instant.ts";
import { scalar } from "./fields/scalar.ts";
import type { Reading } from "./fields/scalar.ts";
import type { ScenarioMoment, ScenarioStep } from "./scenario.ts";
import type { Place } from "./source/line-index.ts";
import type { Problem } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import { toData } from "./source/source-tree.ts";
import type { SourceEntry, SourceMap, SourceNode } from "./source/source-tree.ts";
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

/** Reads the items of a script. Items with mistakes are reported and left out. */
export const readScript = (items: readonly SourceNode[], context: ScriptContext): ReadStep[] =>
  items.flatMap((item) => readItem(item, context) ?? []);

const readItem = (item: SourceNode, context: ScriptContext): ReadStep | undefined => {
  if (item.kind === "text" && item.flawed) return undefined;
  if (item.kind !== "map") {
    context.report(noStep(item));
    return undefined;
  }
  const stepEntry = findStep(item, context);
  checkTiming(item, context);
  if (stepEntry === undefined) return undefined;
  const schema = itemSchema(stepEntry.key);
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
  data: Readonly<Record<string, unknown>> & Timing,
  context: ScriptContext,
): ReadStep => {
  const { line, column } = context.placeOf(stepEntry.keySpan.start);
  const at = item.entries.find((entry) => entry.key === "at");
  const step: ScenarioStep = {
    name: stepEntry.key,
    // Schemas of steps make nothing but JSON: their definitions are typed so.
    input: data[stepEntry.key] as Json,
    ...(data.after === undefined ? {} : { after: data.after }),
    ...(data.at === undefined ? {} : { at: data.at }),
    where: { line, column },
  };
  return at === undefined ? { step } : { step, at };
};

interface Timing {
  readonly after?: number;
  readonly at?: ScenarioMoment;
}

const isTiming = (entry: SourceEntry): boolean => entry.key === "after" || entry.key === "at";

const itemSchemas = new Map<string, z.ZodType<Readonly<Record<string, unknown>> & Timing>>();

const itemSchema = (name: string): z.ZodType<Readonly<Record<string, unknown>> & Timing> => {
  const known = itemSchemas.get(name);
  if (known !== undefined) return known;
  const schema = z.strictObject({
    after: duration("a duration counted from the end of the step before").exactOptional(),
    at: scalar("a duration from the start of the scenario or a moment", readMoment).exactOptional(),
    [name]: steps.find((step) => step.name === name)?.schema() ?? z.never(),
  }) as unknown as z.ZodType<Readonly<Record<string, unknown>> & Timing>;
  itemSchemas.set(name, schema);
  return schema;
};

const readMoment = (written: string): Reading<ScenarioMoment> => {
  if (/^\d{4}-/.test(written)) {
    const reading = readInstant(written);
    return "value" in reading ? { value: { instant: reading.value } } : reading;
  }
  const reading = readDuration(written);
  return "value" in reading ? { value: { fromStart: reading.value } } : reading;
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

const noStep = (item: SourceNode): Problem => ({
  code: "no_step",
  message: "This item of the script is no step.",
  cure: `Write a map with the name of a step (${stepNames().join(", ")}), such as \`note: a caption\`.`,
  span: { start: item.span.start, end: item.span.start + 1 },
});

const stepNames = (): string[] => steps.map((step) => step.name);

/** Steps and keys of the file format that are still to come. */
const plannedSteps = new Set(
  (
    "request mms imessage reaction call voicemail receipt ring answer busy no-answer say agent hear press hang-up " +
    "fault clear-fault webhook-test snapshot when do times"
  ).split(" "),
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

/** When the file itself says when the world begins: a fixed time before that can never come. */
export const checkMoments = (
  read: readonly ReadStep[],
  start: Instant | undefined,
): { errors: Problem[]; warnings: Problem[] } => {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  let earliest = 0;
  for (const { step, at } of read) {
    const due = dueFromStart(step, earliest, start);
    if (at !== undefined && due !== undefined && due < 0) {
      const message = `${quote(valueText(at))} lies before the scenario's start.`;
      errors.push({ code: "before_start", message, cure: "Move it, or `clock.start`.", span: at.value.span });
    } else if (at !== undefined && due !== undefined && due < earliest) {
      const message = `${quote(valueText(at))} is over before this step's turn comes, so it will run at once.`;
      warnings.push({
        code: "already_past",
        message,
        cure: "Move the step up in the list.",
        span: at.value.span,
      });
    }
    earliest = Math.max(earliest, due ?? earliest);
  }
  return { errors, warnings };
};

const valueText = (entry: SourceEntry): string => (entry.value.kind === "text" ? entry.value.text : "");

/** The least time that can have passed since the start; unknown for a fixed moment when the start is not fixed. */
const dueFromStart = (
  step: ScenarioStep,
  earliest: number,
  start: Instant | undefined,
): number | undefined => {
  if (step.at === undefined) return earliest + (step.after ?? 0);
  if ("fromStart" in step.at) return step.at.fromStart;
  return start === undefined ? undefined : step.at.instant - start;
};
