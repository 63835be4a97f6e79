import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { ReadScenarios } from "../scenario/read-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { findInclude } from "./find-include.ts";

/** A scenario as it was read from a file, with the hash of its text and what is odd about it. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  readonly hash: string;
  readonly warnings: readonly string[];
  /** The warnings as data. */
  readonly oddities: readonly Diagnostic[];
  /** Throws a ScenarioError for every step that is fixed to a moment before this one, at which the scenario would start. */
  requireStart(start: number): void;
}

/**
 * Reads a scenario from a file. `FILE#label` or `FILE#2` chooses one row of its examples. Throws `scenario_invalid`, or
 * a ScenarioError that points at every mistake.
 */
export const readScenarioFile = async (path: string): Promise<ScenarioFile> => {
  const { file, wanted } = await splitPath(path);
  const { onlyScenario } = await import("../scenario/read-scenario.ts");
  const { files, read } = await readFiles(file);
  if (wanted !== undefined) return chosen(files, file, wanted);
  onlyScenario(read, file);
  const [only] = files;
  if (only === undefined) throw new Error(`${file} was read and holds no scenario.`);
  return only;
};

/**
 * Reads all scenarios of a file: one, or one for each row of its examples. Warnings of the file as a whole come with the
 * first. Throws as `readScenarioFile` does, but for several rows.
 */
export const readScenarioFiles = async (path: string): Promise<readonly ScenarioFile[]> => {
  const { file, wanted } = await splitPath(path);
  const { files } = await readFiles(file);
  return wanted === undefined ? files : [chosen(files, file, wanted)];
};

const readFiles = async (
  file: string,
): Promise<{ readonly files: readonly ScenarioFile[]; readonly read: ReadScenarios }> => {
  const bytes = await readBytes(file);
  // Reading YAML is a third of what there is to load, and most starts play no scenario.
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  const { readScenarios } = await import("../scenario/read-scenario.ts");
  const { startsAfter } = await import("../scenario/starts-after.ts");
  const { formatDiagnostic } = await import("../kernel/diagnostic.ts");
  const { scenarioHash } = await import("../scenario/scenario-hash.ts");
  const text = bytes.toString("utf8");
  if (!isUtf8(bytes)) {
    const { ScenarioError } = await import("../scenario/scenario-error.ts");
    throw new ScenarioError([notUtf8(text, file)]);
  }
  const readInclude = findInclude(file);
  const read = await readScenarioText(text, file, { readInclude });
  const [, ...included] = read.texts;
  const files = read.scenarios.map((scenario, place): ScenarioFile => {
    const { example } = scenario;
    return {
      scenario,
      hash: scenarioHash(text, included, example),
      warnings: place === 0 ? read.warnings.map(formatDiagnostic) : [],
      oddities: place === 0 ? read.warnings : [],
      requireStart: (start) => {
        // Reading again finds the places, which a scenario does not keep.
        if (startsAfter(scenario, start)) {
          readScenarios(text, file, { start, readInclude, ...(example === undefined ? {} : { example }) });
        }
      },
    };
  });
  return { files, read };
};

const chosen = (files: readonly ScenarioFile[], file: string, wanted: string): ScenarioFile => {
  const labels = files.flatMap(({ scenario: { example } }) => (example === undefined ? [] : [example]));
  const found =
    files.find(({ scenario }) => scenario.example === wanted) ??
    (labels.length > 0 && /^[1-9]\d{0,8}$/.test(wanted) ? files[Number(wanted) - 1] : undefined);
  if (found !== undefined) return found;
  const message =
    labels.length === 0
      ? `${file} has no examples, so there is no ${wanted} to choose. Leave #${wanted} out.`
      : `${file} has no row of examples called ${wanted}. It has: ${labels.slice(0, 10).join(", ")}${labels.length > 10 ? ", …" : ""}.`;
  throw new RingbackError("scenario_invalid", message, { file });
};

/** Parts a path from the row that is wanted. A # may belong to the name of a file, too. */
const splitPath = async (path: string): Promise<{ readonly file: string; readonly wanted?: string }> => {
  for (const { index } of [{ index: path.length }, ...path.matchAll(/#/g)]) {
    const file = path.slice(0, index);
    if (index > 0 && (await isThere(file))) {
      return index === path.length ? { file } : { file, wanted: path.slice(index + 1) };
    }
  }
  return { file: path };
};

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

// What is not UTF-8 would otherwise be read as marks of doubt, and texted as such.
const notUtf8 = (text: string, file: string): Diagnostic => {
  const before = text.slice(0, text.indexOf("\ufffd")).split(/\r?\n/);
  const line = before.length;
  const column = (before.at(-1) ?? "").length + 1;
  const lineText = text.split(/\r?\n/)[line - 1] ?? "";
  const message = "Here stands a byte that is no UTF-8.";
  const cure = "Save the file as UTF-8.";
  return {
    file,
    line,
    column,
    length: 1,
    code: "not_utf8",
    message,
    cure,
    lineText: lineText.slice(0, 10_000),
  };
};

const readBytes = async (path: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RingbackError(
      "scenario_invalid",
      `The scenario ${path} cannot be read: ${why}. Check the path.`,
      { path },
      { cause: error },
    );
  }
};
