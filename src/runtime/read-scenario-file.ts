import { readFile } from "node:fs/promises";
import { RingbackError } from "../kernel/errors.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A scenario as it was read from a file, with the hash of its text and what is odd about it. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  readonly hash: string;
  readonly warnings: readonly string[];
}

/** Reads a scenario from a file. Throws `scenario_invalid`, or a ScenarioError that points at every mistake. */
export const readScenarioFile = async (path: string): Promise<ScenarioFile> => {
  const text = await readText(path);
  // Reading YAML is a third of what there is to load, and most starts play no scenario.
  const { readScenario } = await import("../scenario/read-scenario.ts");
  const { formatDiagnostic } = await import("../kernel/diagnostic.ts");
  const { scenarioHash } = await import("../scenario/scenario-hash.ts");
  const { scenario, warnings } = readScenario(text, path);
  return { scenario, hash: scenarioHash(text), warnings: warnings.map(formatDiagnostic) };
};

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, "utf8");
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
