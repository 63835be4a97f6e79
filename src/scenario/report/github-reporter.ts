import { failureBody } from "./failure-lines.ts";
import { plain } from "./paint.ts";
import type { Place, ScenarioResult } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { blameWords, titleOf } from "./wording.ts";

/** For GitHub Actions: notes beside the lines of the scenario files. */
export const githubReporter: Reporter = {
  name: "github",
  summary:
    "For GitHub Actions: an annotation at the line of each expectation that was not met, and for each warning.",
  example: "ringback test --report terminal --report github -- node agent.js",
  open: ({ print }) => ({
    ended: () => {},
    // GitHub shows ten of each kind, so attempts that failed alike must not take the place of others.
    finished: ({ results }) => new Set(results.flatMap(annotations)).forEach((line) => print(line)),
  }),
};

const annotations = (result: ScenarioResult): string[] => [
  ...result.failures.map((failure) => {
    const { blame, code, place = { file: result.file } } = failure;
    const title = `${blameWords[blame]}: ${code} in ${nameOf(result)}`;
    return workflowCommand("error", place, title, failureBody(failure, plain));
  }),
  ...result.warnings.map(({ code, message, cure = "", place = { file: result.file } }) =>
    workflowCommand("warning", place, `${code} in ${nameOf(result)}`, [`${message} ${cure}`.trimEnd()]),
  ),
];

const nameOf = (result: ScenarioResult): string => titleOf({ ...result, attempts: 1 });

const workflowCommand = (
  command: "error" | "warning",
  place: Pick<Place, "file"> & Partial<Place>,
  title: string,
  lines: readonly string[],
): string => {
  const properties = Object.entries({ file: place.file, line: place.line, col: place.column, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${properties.join(",")}::${escapeMessage(lines.join("\n"))}`;
};

const escapeMessage = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string =>
  escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
