import type { Diagnostic } from "../kernel/diagnostic.ts";
import { RingbackError } from "../kernel/errors.ts";
import { fillRow } from "./examples/fill-row.ts";
import { readRows } from "./examples/read-rows.ts";
import type { ExampleRow } from "./examples/read-rows.ts";
import { toldOnce } from "./examples/told-once.ts";
import { unusedKeys } from "./examples/unused-keys.ts";
import { readFiles } from "./include/read-files.ts";
import type { ReadFiles } from "./include/read-files.ts";
import type { ReadInclude } from "./include/read-include.ts";
import { interpretSource } from "./interpret-source.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Scenario } from "./scenario.ts";
import type { Problem } from "./source/problem.ts";
import { entryOf } from "./source/source-tree.ts";
import type { SourceNode } from "./source/source-tree.ts";
import { toDiagnostics } from "./to-diagnostics.ts";

/** A scenario and what is odd about its file without being wrong. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly warnings: readonly Diagnostic[];
}

/** The scenarios of a file: one, or one for each row of its examples. */
export interface ReadScenarios {
  readonly scenarios: readonly Scenario[];
  /** What is odd about the file without being wrong, each once. */
  readonly warnings: readonly Diagnostic[];
  /** The texts of the file and of all that it includes. */
  readonly texts: readonly string[];
}

/** What can be said when a scenario is read. */
export interface ReadingOptions {
  /** When it is going to begin, if that is known; goes before what the file says. */
  readonly start?: number;
  /** Where included files come from. Without it a file that includes others is a mistake. */
  readonly readInclude?: ReadInclude;
  /** The label of the only row of examples to read. */
  readonly example?: string;
}

/**
 * Reads a scenario file, or throws a ScenarioError with every mistake in it. `file` is its name in messages; `start` is
 * when it is going to begin, if that is known, and goes before what the file says. A file with several rows of examples
 * is refused: it has several scenarios.
 */
export const readScenario = (text: string, file: string, start?: number): ReadScenario =>
  onlyScenario(readScenarios(text, file, start === undefined ? {} : { start }), file);

/** The one scenario of a file. Throws a sentence when the file has several, one for each row of its examples. */
export const onlyScenario = ({ scenarios, warnings }: ReadScenarios, file: string): ReadScenario => {
  const [scenario, second] = scenarios;
  if (scenario !== undefined && second === undefined) return { scenario, warnings };
  const labels = scenarios.slice(0, 10).map(({ example = "" }) => shellWord(`${file}#${example}`));
  const rest = scenarios.length > labels.length ? ", …" : "";
  const message = `${file} holds ${scenarios.length} scenarios, one for each row of its examples. Choose one: ${labels.join(", ")}${rest}.`;
  throw new RingbackError("scenario_invalid", message, { file });
};

/** A choice as it can be typed. */
const shellWord = (text: string): string => (/^[\w./\\:#-]+$/.test(text) ? text : `"${text}"`);

/** Reads all scenarios of a file, or throws a ScenarioError with every mistake in it. `file` is its name in messages. */
export const readScenarios = (text: string, file: string, options: ReadingOptions = {}): ReadScenarios => {
  const files = readFiles(text, file, options.readInclude);
  const read = files.root === undefined ? undefined : readTree(files.root, files, options);
  const problems = [...files.problems, ...trusted(read?.problems ?? [], files)];
  if (read === undefined || problems.length > 0) throw new ScenarioError(toDiagnostics(problems, files));
  return {
    scenarios: read.scenarios,
    warnings: toDiagnostics(read.warnings, files),
    texts: files.texts,
  };
};

/** After a mistake in the syntax only what is judged by itself and stands before it is worth saying. */
const trusted = (problems: readonly Problem[], files: ReadFiles): readonly Problem[] =>
  files.incomplete
    ? problems.filter(({ code, span }) => files.isSound(span) && !dependentCodes.has(code))
    : problems;

const dependentCodes: ReadonlySet<Problem["code"]> = new Set([
  "missing_key",
  "unknown_name",
  "no_step",
  "before_start",
]);

interface ReadTree {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const readTree = (whole: SourceNode, files: ReadFiles, { start, example }: ReadingOptions): ReadTree => {
  const problems: Problem[] = [];
  const rows = readRows(whole, (problem) => problems.push(problem));
  const root = withoutKeys(whole, ["include", "examples"]);
  const used = new Set<string>();
  // Inside double quotes a reference can be written in escapes.
  const mentionsExamples = /example|\\[uUx]/.test(files.text);
  const chosen = rows?.filter(({ label }) => example === undefined || label === example) ?? [undefined];
  const read = chosen.map((row) => {
    const found: Problem[] = [];
    const filled = !mentionsExamples
      ? root
      : fillRow(root, {
          ...(row === undefined ? {} : { row }),
          hasExamples: entryOf(whole, "examples") !== undefined,
          text: files.text,
          report: (problem) => found.push(problem),
          onUse: (key) => used.add(key),
        });
    const { scenario, ...rest } = interpretSource(filled, files.text, files.placeOf, start);
    return {
      label: row?.label ?? "",
      problems: [...found, ...rest.problems],
      warnings: rest.warnings,
      scenarios: scenario === undefined ? [] : [labelled(scenario, row)],
    };
  });
  return {
    scenarios: read.flatMap(({ scenarios }) => scenarios),
    problems: [...problems, ...toldOnce(read)],
    warnings: [
      ...unusedKeys(whole, used),
      ...toldOnce(read.map(({ label, warnings }) => ({ label, problems: warnings }))),
    ],
  };
};

const labelled = (scenario: Scenario, row: ExampleRow | undefined): Scenario =>
  row === undefined ? scenario : { ...scenario, example: row.label };

/** What has been read already is no business of the schema's. */
const withoutKeys = (root: SourceNode, keys: readonly string[]): SourceNode =>
  root.kind === "map" && root.entries.some(({ key }) => keys.includes(key))
    ? { ...root, entries: root.entries.filter(({ key }) => !keys.includes(key)) }
    : root;
