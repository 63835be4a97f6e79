import { reportForReaders } from "./for-readers.ts";
import { plain } from "./paint.ts";
import type { Report, ScenarioResult } from "./report.ts";
import { agentLines, resultLines } from "./result-lines.ts";
import { blameWords, tellRealTime, tellWorldTime, titleOf } from "./wording.ts";

/** A report as Markdown for the file that GITHUB_STEP_SUMMARY names: a table of all results, then each failure whole. */
export const githubSummary = (report: Report): string => {
  const { results, realMs } = reportForReaders(report);
  const failed = results.filter(({ passed }) => !passed);
  const passed = results.length - failed.length;
  const head = `## ringback: ${passed} passed, ${failed.length} failed in ${tellRealTime(realMs)}\n\n`;
  const rows = fitting(results.map(row), largestTable, (left) => `| … and ${left} more | | | |\n`);
  const failures = fitting(failed.map(section), largestSections, (left) => `… and ${left} more failed.\n`);
  const table = `| scenario | verdict | the world's time | real time |\n|---|---|---|---|\n${rows}`;
  return `${head}${results.length === 0 ? "" : table}${failures === "" ? "" : `\n${failures}`}`;
};

// GitHub takes no more than a mebibyte for a step, and shows nothing at all of a longer one.
const largestTable = 200_000;
const largestSections = 600_000;

/** As many of the texts as there is room for, and a word about the rest. Counts bytes, as GitHub does. */
const fitting = (texts: readonly string[], room: number, rest: (left: number) => string): string => {
  let size = 0;
  const cut = texts.findIndex((text) => (size += Buffer.byteLength(text)) > room);
  return cut === -1 ? texts.join("") : `${texts.slice(0, cut).join("")}${rest(texts.length - cut)}`;
};

const row = (result: ScenarioResult): string => {
  const verdict = result.passed ? "✓ passed" : `✗ ${verdictOf(result)}`;
  const times = `${tellWorldTime(result.virtualMs)} | ${tellRealTime(result.realMs)}`;
  return `| ${inMarkdown(titleOf(result))} | ${inMarkdown(verdict)} | ${times} |\n`;
};

const verdictOf = ({ failures: [first] }: ScenarioResult): string =>
  first === undefined ? "failed" : `${blameWords[first.blame]}: ${first.code}`;

const section = (result: ScenarioResult): string => {
  const lines = [
    ...resultLines(result, plain),
    ...(result.agent === undefined ? [] : ["", ...agentLines(result.agent)]),
  ];
  const text = lines.join("\n");
  const fence = "`".repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return `<details><summary>${inMarkdown(titleOf(result))} (${inMarkdown(result.file)})</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>\n`;
};

/** A text that means nothing to Markdown or HTML, in one line. */
const inMarkdown = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~$#@]/g, (character) => `&#${character.charCodeAt(0)};`);
