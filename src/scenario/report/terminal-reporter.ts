import { printable } from "../../kernel/printable.ts";
import { groupBy } from "./group-by.ts";
import { type Paint, paintFor } from "./paint.ts";
import type { Report, ScenarioResult } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { agentLines, resultLines, warningLines } from "./result-lines.ts";
import { costsNothing, tellRealTime, tellWorldTime, titleOf } from "./wording.ts";

/** For people: a line for each result as it comes, then every failure whole. */
export const terminalReporter: Reporter = {
  name: "terminal",
  summary:
    "For people: a line for each scenario as it ends, then every failure whole, and a last line that sums up.",
  example: "ringback test scenarios/ -- node agent.js",
  open: ({ print, colours, total }) => {
    const paint = paintFor(colours);
    return {
      ended: (result) => print(progressLine(result, paint)),
      finished: (report) => {
        const groups = groupBy(report.results, scenarioOf).map(([, results]) => results);
        for (const results of groups) for (const block of failureBlocks(results, paint)) print(block);
        for (const text of warningTexts(report, paint)) print(text);
        for (const line of repeatLines(groups, paint)) print(line);
        print(`${report.results.length > 0 ? "\n" : ""}${lastLine(report, total, paint)}`);
      },
    };
  },
};

const scenarioOf = ({ file, name, example }: ScenarioResult): string => JSON.stringify([file, name, example]);

const progressLine = (result: ScenarioResult, paint: Paint): string => {
  const mark = result.passed ? paint("green", "✓") : paint("red", "✗");
  const time =
    result.ending === "not started"
      ? "could not be played"
      : `${tellWorldTime(result.virtualMs)} of the world's time in ${tellRealTime(result.realMs)}${tellCost(result)}`;
  return `${mark} ${printable(titleOf(result))}  ${paint("dim", time)}`;
};

const tellCost = ({ costUsd }: ScenarioResult): string =>
  costsNothing(costUsd) ? "" : `, for $${costUsd} at AgentPhone`;

/** Attempts that failed alike are told once. */
const failureBlocks = (attempts: readonly ScenarioResult[], paint: Paint): string[] =>
  groupBy(
    attempts.filter(({ passed }) => !passed),
    ({ failures }) => JSON.stringify(failures.map(({ code, message }) => [code, message])),
  ).map(([, [first, ...alike]]) => failureBlock(first, alike, paint));

const failureBlock = (result: ScenarioResult, alike: readonly ScenarioResult[], paint: Paint): string => {
  const others = alike.map(({ attempt }) => attempt).join(", ");
  const lines = [
    ...(others === "" ? [] : [`Attempt${alike.length === 1 ? "" : "s"} ${others} failed in the same way.`]),
    ...resultLines(result, paint),
    ...(result.agent === undefined ? [] : agentLines(result.agent)),
  ];
  // A file that cannot be read has no other name than its path.
  const file = result.name === result.file ? "" : `  ${paint("dim", printable(result.file))}`;
  return [
    "",
    `${paint("red", "✗")} ${paint("bold", printable(titleOf(result)))}${file}`,
    ...lines.map((line) => (line === "" ? "" : `  ${harmless(line)}`)),
  ].join("\n");
};

/** CI servers take a line that begins so for a command to them, and what is told here may come from the agent. */
const harmless = (line: string): string => (/^\s*(?:::|##\[)/.test(line) ? `│ ${line}` : line);

/** A warning that several attempts gave is told once. */
const warningTexts = ({ results }: Report, paint: Paint): string[] => {
  const texts = results.flatMap(({ name, warnings }) =>
    warnings.map((warning) => {
      const [first = "", ...rest] = warningLines(warning);
      return [`${paint("yellow", "Warning")} (${printable(name)}): ${first}`, ...rest].join("\n  ");
    }),
  );
  const [first, ...rest] = new Set(texts);
  return first === undefined ? [] : [`\n${first}`, ...rest];
};

const repeatLines = (groups: readonly (readonly [ScenarioResult, ...ScenarioResult[]])[], paint: Paint) => {
  const lines = groups
    .filter(([{ attempts }]) => attempts > 1)
    .map((results) => {
      const [{ name, example, attempts }] = results;
      const title = printable(example === undefined ? name : `${name} (${example})`);
      const passed = results.filter((result) => result.passed).length;
      const all = passed === attempts;
      const power = paint(all ? "green" : "red", `pass^${attempts} ${all ? "yes" : "no"}`);
      const hashes = new Set(results.map(({ runHash }) => runHash)).size;
      const differ =
        hashes > 1
          ? `, ${hashes} different run hashes: the agent asked for other things, or at other times`
          : "";
      return `${title}: ${passed} of ${results.length} passed (${power})${differ}`;
    });
  return lines.length === 0 ? [] : ["", ...lines];
};

const lastLine = ({ results, realMs }: Report, total: number, paint: Paint): string => {
  const passed = results.filter((result) => result.passed).length;
  const failed = results.length - passed;
  const missing = Math.max(0, total - results.length);
  const parts = [
    paint(failed === 0 && passed > 0 ? "green" : "dim", `${passed} passed`),
    ...(failed > 0 ? [paint("red", `${failed} failed`)] : []),
    ...(missing > 0 ? [paint("yellow", `${missing} not run`)] : []),
  ];
  return `${parts.join(", ")} ${paint("dim", `in ${tellRealTime(realMs)}`)}`;
};
