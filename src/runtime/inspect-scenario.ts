import { isUtf8 } from "node:buffer";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { RingbackError } from "../kernel/errors.ts";
import { findInclude } from "./find-include.ts";
import { readScenarioFiles } from "./read-scenario-file.ts";

/** What reading a scenario's file says about it. */
export interface Inspection {
  readonly file: string;
  /** The scenarios in it, one for each row of its examples; none when there are mistakes. */
  readonly scenarios: readonly { readonly name: string; readonly example?: string }[];
  readonly mistakes: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

/** Reads a file, or the bytes that somebody handed in under its name, and tells everything that is wrong or odd. */
export const inspectScenario = async (file: string, bytes?: Uint8Array): Promise<Inspection> => {
  const { ScenarioError } = await import("../scenario/scenario-error.ts");
  try {
    const { scenarios, warnings } = bytes === undefined ? await readPath(file) : await readBytes(file, bytes);
    const named = scenarios.map(({ name, example }) => ({ name, ...(example !== undefined && { example }) }));
    return { file, scenarios: named, mistakes: [], warnings };
  } catch (error) {
    if (!(error instanceof RingbackError)) throw error;
    const mistakes = error instanceof ScenarioError ? error.diagnostics : [atItsBegin(file, error)];
    return { file, scenarios: [], mistakes, warnings: [] };
  }
};

type Read = {
  readonly scenarios: readonly { readonly name: string; readonly example?: string }[];
  readonly warnings: readonly Diagnostic[];
};

const readPath = async (path: string): Promise<Read> => {
  const files = await readScenarioFiles(path);
  return {
    scenarios: files.map(({ scenario }) => scenario),
    warnings: files.flatMap(({ oddities }) => oddities),
  };
};

const readBytes = async (file: string, bytes: Uint8Array): Promise<Read> => {
  if (!isUtf8(bytes)) throw new RingbackError("scenario_invalid", "This is no UTF-8. Save it as UTF-8.");
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  return readScenarioText(Buffer.from(bytes).toString("utf8"), file, { readInclude: findInclude(file) });
};

/** What is wrong with a file as a whole. */
const atItsBegin = (file: string, { message }: RingbackError): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  length: 1,
  code: "unreadable",
  message,
  lineText: "",
});
