import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A scenario as it was read from a file, with the hash of its text and what is odd about it. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  readonly hash: string;
  readonly warnings: readonly string[];
  /** Throws a ScenarioError for every step that is fixed to a moment before this one, at which the scenario would start. */
  requireStart(start: number): void;
}

/** Reads a scenario from a file. Throws `scenario_invalid`, or a ScenarioError that points at every mistake. */
export const readScenarioFile = async (path: string): Promise<ScenarioFile> => {
  const bytes = await readBytes(path);
  // Reading YAML is a third of what there is to load, and most starts play no scenario.
  const { readScenario } = await import("../scenario/read-scenario.ts");
  const { formatDiagnostic } = await import("../kernel/diagnostic.ts");
  const { scenarioHash } = await import("../scenario/scenario-hash.ts");
  const text = bytes.toString("utf8");
  if (!isUtf8(bytes)) {
    const { ScenarioError } = await import("../scenario/scenario-error.ts");
    throw new ScenarioError([notUtf8(text, path)]);
  }
  const { scenario, warnings } = readScenario(text, path);
  return {
    scenario,
    hash: scenarioHash(text),
    warnings: warnings.map(formatDiagnostic),
    requireStart: (start) => void readScenario(text, path, start),
  };
};

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
