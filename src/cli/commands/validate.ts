import { existsSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { formatDiagnostic } from "../../kernel/diagnostic.ts";
import type { Inspection } from "../../runtime/inspect-scenario.ts";
import { command } from "../command.ts";
import { UsageError } from "../failures.ts";
import { type Paint, paintFor, print, printable } from "../terminal.ts";

/** `ringback validate`: everything that is wrong with scenario files, without playing them. */
export const validateCommand = command({
  name: "validate",
  summary: "Read scenario files and say everything that is wrong with them",
  words: { shows: "paths", summary: "Files and folders, or - for standard input. Default: scenarios/" },
  options: { json: { kind: "flag", summary: "Print JSON" } },
  examples: [
    ["ringback validate scenarios/", "Every scenario in a folder and below"],
    ["ringback validate scenarios/otp.yaml --json", "For a program: file, line, column, code, message, cure"],
    ["generate-story | ringback validate -", "What another program wrote"],
  ],
  run: async ({ json }, words) => {
    const inspections = await inspect(words.length > 0 ? words : defaultPaths());
    const valid = inspections.every(({ mistakes }) => mistakes.length === 0);
    if (json) print(JSON.stringify({ valid, files: inspections.map(toJson) }));
    else tell(inspections, paintFor(process.stdout));
    return valid ? 0 : 2;
  },
});

const defaultPaths = (): readonly string[] => {
  if (existsSync("scenarios")) return ["scenarios"];
  throw new UsageError("There is no folder scenarios/ here. Name a file: ringback validate story.yaml.");
};

const inspect = async (words: readonly string[]): Promise<readonly Inspection[]> => {
  const { findScenarioFiles } = await import("../../runtime/find-scenario-files.ts");
  const { inspectScenario } = await import("../../runtime/inspect-scenario.ts");
  // What is not there is told with all the rest, as a file that cannot be read.
  const filesOf = (word: string): Promise<readonly string[]> => findScenarioFiles([word]).catch(() => [word]);
  const inspections: Inspection[] = [];
  for (const word of new Set(words)) {
    const paths = word === "-" ? [word] : await filesOf(word);
    for (const path of paths) {
      const isInput = path === "-";
      inspections.push(
        await (isInput ? inspectScenario("<stdin>", await buffer(process.stdin)) : inspectScenario(path)),
      );
    }
  }
  if (inspections.length > 0) return inspections;
  throw new UsageError(
    `There is no scenario in ${words.join(", ")}. A scenario is a YAML file with version and name.`,
  );
};

const toJson = ({ file, scenarios, mistakes, warnings }: Inspection) => ({
  file,
  valid: mistakes.length === 0,
  scenarios,
  mistakes,
  warnings,
});

const tell = (inspections: readonly Inspection[], paint: Paint): void => {
  for (const { file, scenarios, mistakes, warnings } of inspections) {
    for (const found of [...mistakes, ...warnings]) {
      print(`${formatDiagnostic(found).split("\n").map(printable).join("\n")}\n`);
    }
    const what = mistakes.length === 0 ? tellScenarios(scenarios) : count(mistakes.length, "mistake");
    const odd = warnings.length === 0 ? "" : `, ${count(warnings.length, "warning")}`;
    const sign = mistakes.length === 0 ? paint("green", "✓") : paint("red", "✗");
    print(printable(`${file}: ${what}${odd}`).replace(/^/, `${sign} `));
  }
  print(summary(inspections));
};

const tellScenarios = (scenarios: Inspection["scenarios"]): string => {
  const [first] = scenarios;
  return first?.example === undefined
    ? (first?.name ?? "")
    : `${first.name} (${count(scenarios.length, "row")} of examples)`;
};

const summary = (inspections: readonly Inspection[]): string => {
  const wrong = inspections.filter(({ mistakes }) => mistakes.length > 0).length;
  const all = inspections.flatMap(({ mistakes }) => mistakes).length;
  const warnings = inspections.flatMap((inspection) => inspection.warnings).length;
  const verdict = wrong === 0 ? "fine" : `${wrong} with ${count(all, "mistake")}`;
  const odd = warnings === 0 ? "" : `, ${count(warnings, "warning")}`;
  return `${count(inspections.length, "file")}: ${verdict}${odd}`;
};

const count = (amount: number, what: string): string => `${amount} ${what}${amount === 1 ? "" : "s"}`;
