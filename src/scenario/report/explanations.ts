import type { Explanation } from "./codes/explanation.ts";
import { failureExplanations } from "./codes/failure-explanations.ts";
import { problemExplanations } from "./codes/problem-explanations.ts";
import { refusalExplanations } from "./codes/refusal-explanations.ts";
import { warningExplanations } from "./codes/warning-explanations.ts";

/** Codes that turn up in the same place. */
export interface CodeGroup {
  readonly title: string;
  /** Where they turn up, in a sentence. */
  readonly summary: string;
  readonly codes: Readonly<Record<string, Explanation>>;
}

/** Every code there is, by where it turns up. A code may be in more than one group. */
export const codeGroups: readonly CodeGroup[] = [
  {
    title: "Failures",
    summary: "Why a scenario did not pass: in the reports of `ringback test`.",
    codes: failureExplanations,
  },
  {
    title: "Warnings",
    summary: "What was odd about a run that fails nothing: in the reports of `ringback test`.",
    codes: warningExplanations,
  },
  {
    title: "Mistakes in scenario files",
    summary: "What is wrong in a file, with line and column: wherever one is read.",
    codes: problemExplanations,
  },
  {
    title: "Refusals",
    summary:
      "Why ringback did not do what a request asked: in answers and their header `X-Ringback-Why`, and in the log.",
    codes: refusalExplanations,
  },
];

/** Writes an explanation as plain lines, for a terminal. */
export const explanationLines = ({
  title,
  means,
  causes = [],
  cures,
  example,
}: Explanation): readonly string[] => [
  `${title}.`,
  "",
  means,
  ...(causes.length === 0 ? [] : ["", "Mostly because:", ...causes.map((cause) => `  - ${cause}`)]),
  "",
  "What to do:",
  ...cures.map((cure) => `  - ${cure}`),
  ...(example === undefined ? [] : ["", "Example:", ...example.split("\n").map((line) => `  ${line}`)]),
];
