import { RingbackError } from "../../../kernel/errors.ts";
import { referencesInside } from "../../references/references-inside.ts";
import { valueOfReference } from "../../references/value-of-reference.ts";
import type { Blame, Failure } from "../../report/report.ts";
import type { ExpectationRow, ScenarioRun } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { quote } from "../../source/quote.ts";
import { conditionsOf, matchersOf } from "../watch/arm.ts";
import { blameStep, failedSaver } from "./blame-step.ts";
import type { RunView } from "./run-view.ts";
import { savingSteps } from "./saving-steps.ts";

/** What is to be said of an expectation that waited to the end for a value. */
export const failUnarmed = (
  expectation: ScenarioExpectation,
  view: RunView,
  rows: readonly ExpectationRow[],
  hasAgent: boolean,
): Failure => {
  const names = [
    ...matchersOf(expectation).flatMap(({ refers = [] }) => refers),
    ...conditionsOf(expectation).flatMap(referencesInside),
  ];
  const lacking = names.find((name) => whyWithout(name, view.run) !== undefined) ?? names[0] ?? "";
  const { but, ...rest } = tellLack(lacking, view, rows, hasAgent);
  return {
    code: "never_armed",
    message: `Expected ${view.explain(expectation)}, but ${but}`,
    ...rest,
    place: view.place(expectation.where),
  };
};

interface Lack {
  readonly but: string;
  readonly blame: Blame;
  readonly cure: string;
}

const tellLack = (
  reference: string,
  view: RunView,
  rows: readonly ExpectationRow[],
  hasAgent: boolean,
): Lack => {
  const { run } = view;
  const name = reference.split(".")[0] ?? "";
  const saved = Object.hasOwn(run.saved, name) ? run.saved[name] : undefined;
  if (saved !== undefined) {
    const but = whyWithout(reference, run) ?? "";
    return { but, blame: "scenario", cure: cureForPart(name, saved) };
  }
  return tellCapture(reference, view, rows, hasAgent) ?? tellSaver(reference, view, hasAgent);
};

const cureForPart = (name: string, saved: unknown): string => {
  if (typeof saved !== "object" || saved === null) {
    return `${quote(name)} is a single value: write ${quote(`\${${name}}`)}.`;
  }
  return `${quote(name)} has ${Object.keys(saved).slice(0, 12).join(", ")}: name one of these.`;
};

/** What is lacking because another expectation has not captured it. */
const tellCapture = (
  reference: string,
  { scenario: { expect = [] } }: RunView,
  rows: readonly ExpectationRow[],
  hasAgent: boolean,
): Lack | undefined => {
  const name = reference.split(".")[0] ?? "";
  const place = expect.findIndex((expectation) => captures(expectation, name));
  const capturing = expect[place];
  if (capturing?.kind !== "event") return undefined;
  const { matcher, capture, where } = capturing;
  const never = `\${${reference}} never had a value`;
  const isFound = rows.some((row) => row.place === place && row.count > 0);
  if (!isFound || typeof capture !== "object") {
    const cure = "It is captured by another expectation: see why that one was not met.";
    return { but: `${never}.`, blame: hasAgent ? "agent" : "scenario", cure };
  }
  const field = quote(capture[name] ?? "");
  return {
    but: `${never}: the ${matcher.event} that was found has no ${field}.`,
    blame: "scenario",
    cure: `In line ${where.line}, capture a field that such an event always has, or let the story give it this one.`,
  };
};

const captures = (expectation: ScenarioExpectation, name: string): boolean => {
  if (expectation.kind !== "event" || expectation.capture === undefined) return false;
  const { capture } = expectation;
  return typeof capture === "string" ? capture === name : Object.hasOwn(capture, name);
};

/** What is lacking because no step has saved it. */
const tellSaver = (reference: string, { run, scenario }: RunView, hasAgent: boolean): Lack => {
  const but = `\${${reference}} never had a value.`;
  const failed = failedSaver(run, reference);
  if (failed !== undefined) {
    const cure = `It is saved by the step in line ${failed.line}: see why that could not be done.`;
    return { but, blame: blameStep(failed, run, hasAgent), cure };
  }
  const [saver] = savingSteps(scenario, reference.split(".")[0] ?? "");
  if (saver === undefined) return { but, blame: "scenario", cure: "No step saves it: put the name right." };
  const { line } = saver.step.where;
  // Whoever was to set off the rule, or ended before the step's time came, is the one that was played to.
  const blame = hasAgent ? "agent" : "scenario";
  const cure = saver.isInRule
    ? `It is saved by the step in line ${line}, in a rule that never fired: see what that waits for.`
    : `It is saved by the step in line ${line}, whose turn never came: see what ended the story before.`;
  return { but, blame, cure };
};

/** Why a reference has no value at the end, in a sentence; undefined when it has one. */
const whyWithout = (name: string, run: ScenarioRun): string | undefined => {
  try {
    valueOfReference({ written: `\${${name}}`, name, closed: true }, run);
    return undefined;
  } catch (error) {
    if (error instanceof RingbackError) return error.message;
    throw error;
  }
};
