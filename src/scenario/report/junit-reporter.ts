import { groupBy } from "./group-by.ts";
import { plain } from "./paint.ts";
import type { Report, ScenarioResult } from "./report.ts";
import type { Reporter } from "./reporter.ts";
import { resultLines, warningLines } from "./result-lines.ts";
import { blameWords, tellExit, titleOf } from "./wording.ts";
import { writeXml, type XmlElement } from "./xml.ts";

/** For CI servers such as Jenkins and GitLab: what they make of a run is read out of this. */
export const junitReporter: Reporter = {
  name: "junit",
  summary:
    "For Jenkins, GitLab and whoever reads JUnit XML: a suite for each file, a test case for each run of a scenario.",
  example: "ringback test --report terminal --report junit=junit.xml -- node agent.js",
  open: ({ print }) => ({
    ended: () => {},
    finished: (report) => print(writeXml(suites(report))),
  }),
};

const suites = ({ results, realMs, ringback }: Report): XmlElement => ({
  name: "testsuites",
  attributes: { name: "ringback", ...counts(results), time: seconds(realMs) },
  children: groupBy(results, ({ file }) => file).map(([file, group]) => suite(file, group, ringback)),
});

const suite = (file: string, results: readonly ScenarioResult[], ringback: string): XmlElement => {
  const time = results.reduce((sum, { realMs }) => sum + realMs, 0);
  const names = uniqueNames(results.map(titleOf));
  return {
    name: "testsuite",
    attributes: { name: file, ...counts(results), skipped: 0, time: seconds(time) },
    children: [
      {
        name: "properties",
        children: [{ name: "property", attributes: { name: "ringback", value: ringback } }],
      },
      ...results.map((result, index) => testCase(result, names[index] ?? titleOf(result))),
    ],
  };
};

/** GitLab reads only the first of several test cases with one name. */
const uniqueNames = (names: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique); copy += 1) unique = `${name} #${copy}`;
    taken.add(unique);
    return unique;
  });
};

const testCase = (result: ScenarioResult, name: string): XmlElement => {
  const { file, failures, realMs, warnings, agent } = result;
  const line = failures.find(({ place }) => place?.file === file)?.place?.line;
  const output = agent === undefined ? "" : `${tellExit(agent)}.\n${agent.output}`;
  const warned = warnings.flatMap(warningLines).join("\n");
  return {
    name: "testcase",
    attributes: { name, classname: className(file), file, line, time: seconds(realMs) },
    children: [
      ...(result.passed ? [] : [verdict(result)]),
      ...(output === "" ? [] : [{ name: "system-out", children: [output] }]),
      ...(warned === "" ? [] : [{ name: "system-err", children: [warned] }]),
    ],
  };
};

/** One element tells of every failure, because readers look at the first one only. */
const verdict = (result: ScenarioResult): XmlElement => {
  const [first] = result.failures;
  const more = result.failures.length - 1;
  const message =
    first === undefined
      ? "It did not pass."
      : `${blameWords[first.blame]}: ${first.message}${more > 0 ? ` (and ${more} more)` : ""}`;
  return {
    name: isError(result) ? "error" : "failure",
    attributes: { type: first?.code, message },
    children: [resultLines(result, plain).join("\n")],
  };
};

/** What is not the agent's fault is an error of the test and not a failure of what it tests. */
const isError = ({ passed, blame }: ScenarioResult): boolean =>
  !passed && blame !== undefined && blame !== "agent";

const counts = (results: readonly ScenarioResult[]) => {
  const errors = results.filter(isError).length;
  const failures = results.filter(({ passed }) => !passed).length - errors;
  return { tests: results.length, failures, errors };
};

/** Jenkins takes what stands before the last dot for a package: `scenarios/otp.yaml` becomes `scenarios.otp`. */
const className = (file: string): string =>
  file
    .replace(/\.ya?ml$/i, "")
    .split(/[/\\]/)
    .filter((part) => !/^\.*$/.test(part))
    .join(".");

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
