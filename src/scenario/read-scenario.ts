import type { z } from "zod";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { once } from "../kernel/once.ts";
import { checkFields } from "./check-fields.ts";
import { checkPeople, namesIn } from "./check-people.ts";
import { diagnoseIssues } from "./fields/diagnose-issues.ts";
import { frameSchema, plannedKeys } from "./frame-schema.ts";
import { checkMoments } from "./check-moments.ts";
import type { CheckedMoments } from "./check-moments.ts";
import { readScript } from "./read-script.ts";
import type { ReadList } from "./read-script.ts";
import { savedNames } from "./references/check-references.ts";
import type { Referable } from "./references/check-references.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Scenario, ScenarioLine, ScriptList } from "./scenario.ts";
import { lineIndex } from "./source/line-index.ts";
import type { Place } from "./source/line-index.ts";
import type { Problem } from "./source/problem.ts";
import { readSource } from "./source/read-source.ts";
import { entryOf, keysOf, toData } from "./source/source-tree.ts";
import type { SourceNode } from "./source/source-tree.ts";

/** A scenario and what is odd about its file without being wrong. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads a scenario file, or throws a ScenarioError with every mistake in it. `file` is its name in messages; `start` is
 * when it is going to begin, if that is known, and goes before what the file says.
 */
export const readScenario = (text: string, file: string, start?: number): ReadScenario => {
  const body = text.replace(/^\ufeff/, "");
  const placeOf = lineIndex(body);
  const source = readSource(body, placeOf);
  const read = source.root === undefined ? undefined : interpret(source.root, body, placeOf, start);
  const problems = [...source.problems, ...trusted(read?.problems ?? [], source.brokenFrom)];
  if (read?.scenario === undefined || problems.length > 0) {
    throw new ScenarioError(toDiagnostics(problems, file, placeOf));
  }
  return { scenario: read.scenario, warnings: toDiagnostics(read.warnings, file, placeOf) };
};

/** After a mistake in the syntax only what is judged by itself and stands before it is worth saying. */
const trusted = (problems: readonly Problem[], brokenFrom: number | undefined): readonly Problem[] =>
  brokenFrom === undefined
    ? problems
    : problems.filter(({ code, span }) => span.end < brokenFrom && !dependentCodes.has(code));

const dependentCodes: ReadonlySet<Problem["code"]> = new Set([
  "missing_key",
  "unknown_name",
  "no_step",
  "before_start",
]);

const frame = once(frameSchema);
type Frame = z.output<ReturnType<typeof frameSchema>>;

interface Interpretation {
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const interpret = (
  root: SourceNode,
  text: string,
  placeOf: (offset: number) => Place,
  knownStart: number | undefined,
): Interpretation => {
  const schema = frame();
  const words = { text, names: namesIn(root) };
  const problems = [...checkFields(root, schema, words), ...checkPeople(root)];
  const report = (problem: Problem): number => problems.push(problem);
  const script = entryOf(root, "script")?.value;
  const read = readScript(script?.kind === "list" ? script.items : [], {
    ...words,
    referable: referableIn(root, text),
    placeOf,
    report,
  });
  const parsed = schema.safeParse(toData(root));
  if (!parsed.success) {
    const checked = {
      node: root,
      schema,
      holder: { start: 0, end: 1 },
      name: "a scenario",
      planned: plannedKeys,
    };
    return { problems: [...problems, ...diagnoseIssues(parsed.error.issues, checked)], warnings: [] };
  }
  const { start } = parsed.data.clock;
  const moments = checkLists(read, knownStart ?? (typeof start === "number" ? start : undefined));
  const scenario = toScenario(parsed.data, read.list);
  return {
    scenario,
    problems: [...problems, ...moments.errors],
    warnings: [...emptyScript(script), ...moments.warnings],
  };
};

const referableIn = (root: SourceNode, text: string): Referable => ({
  text,
  people: new Set(keysOf(entryOf(root, "people")?.value)),
  lines: new Set(keysOf(entryOf(root, "lines")?.value)),
  saved: savedNames(entryOf(root, "script")?.value),
});

/** The moments of a list and of every list that its rules begin. */
const checkLists = (read: ReadList, start: number | undefined): CheckedMoments => {
  const checked = [checkMoments(read.steps, start), ...read.below.map((list) => checkLists(list, start))];
  return {
    errors: checked.flatMap(({ errors }) => errors),
    warnings: checked.flatMap(({ warnings }) => warnings),
  };
};

const toScenario = (data: Frame, list: ScriptList): Scenario => {
  const { lines, ...rest } = data;
  return {
    ...rest,
    lines: Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, toLine(line)])),
    ...list,
  };
};

const toLine = ({ balanceUsd, ...line }: Frame["lines"][string]): ScenarioLine =>
  balanceUsd === undefined ? line : { ...line, balanceCents: balanceUsd };

const emptyScript = (script: SourceNode | undefined): Problem[] =>
  script?.kind === "list" && script.items.length === 0
    ? [
        {
          code: "no_steps",
          message: "This script has no steps.",
          cure: "Add one, or leave `script` out.",
          span: script.span,
        },
      ]
    : [];

const mostDiagnostics = 100;

const toDiagnostics = (
  problems: readonly Problem[],
  file: string,
  placeOf: (offset: number) => Place,
): Diagnostic[] => {
  const sorted = problems.toSorted((left, right) => left.span.start - right.span.start);
  const shown = sorted.slice(0, mostDiagnostics).map((problem) => toDiagnostic(problem, file, placeOf));
  const last = sorted[mostDiagnostics];
  if (last === undefined) return shown;
  const message = `There are ${sorted.length - mostDiagnostics} more mistakes from here on.`;
  return [...shown, toDiagnostic({ code: "too_many", message, span: last.span }, file, placeOf)];
};

const toDiagnostic = (problem: Problem, file: string, placeOf: (offset: number) => Place): Diagnostic => {
  const { code, message, cure, span } = problem;
  const { line, column, lineText } = placeOf(span.start);
  const room = Math.max(1, lineText.length - column + 1);
  const length = Math.min(room, Math.max(1, span.end - span.start));
  return { file, line, column, length, code, message, ...(cure === undefined ? {} : { cure }), lineText };
};
