import { existsSync, statSync } from "node:fs";
import { hostTime } from "../../kernel/clock/host-time.ts";
import type { ProjectFile } from "../../runner/read-project-file.ts";
import type { HeldWorld, TestPlan } from "../../runner/run-scenarios.ts";
import { command, type Values } from "../command.ts";
import { endSignal } from "../end-signal.ts";
import { UsageError } from "../failures.ts";
import { leave } from "../leave.ts";
import { readDuration, readWhole } from "../read-values.ts";
import { printError } from "../terminal.ts";
import { testOptions } from "../test-options.ts";

/** `ringback test`: plays scenarios to an agent and says whether it did what they expect. */
export const testCommand = command({
  name: "test",
  summary: "Play scenarios to an agent and say whether it passed",
  words: { shows: "paths", summary: "Scenario files, and folders of them. Default: scenarios/" },
  rest: {
    shows: "AGENT COMMAND",
    summary:
      "What stands after -- starts the agent, once for each scenario. It finds its ringback in its environment.",
  },
  options: testOptions,
  examples: [
    [
      "ringback test scenarios/ -- node agent.js",
      "Every scenario in a folder, each with an agent of its own",
    ],
    ["ringback test scenarios/otp.yaml --repeat 20 -- python agent.py", "One of them twenty times"],
    [
      "ringback test --report terminal --report junit=report.xml",
      "For CI, with the command from ringback.yaml",
    ],
    ["ringback test --hold -- node agent.js", "Stop at the first that fails and look into its world"],
  ],
  run: async (values, words, rest) => {
    const { readProjectFile } = await import("../../runner/read-project-file.ts");
    const { runScenarios } = await import("../../runner/run-scenarios.ts");
    const { openReports } = await import("../open-reports.ts");
    const project = await readProjectFile(values.config);
    const plan = readPlan(values, words, rest, project);
    const reports = openReports(values.report.length > 0 ? values.report : (project.report ?? []));
    const interruption = new AbortController();
    const ended = endSignal();
    void ended.then(() => interruption.abort());
    const { report, held } = await runScenarios(plan, {
      realTime: hostTime,
      interrupted: interruption.signal,
      begins: reports.begins,
      ended: reports.ended,
      ...(values.verbose && { onOutput: (text: string) => void process.stderr.write(text) }),
    });
    try {
      reports.finished(report);
    } catch (error) {
      // A world that is held would keep the process for ever.
      await held?.close();
      throw error;
    }
    if (held !== undefined) {
      tellHeld(held);
      await ended;
      await held.close();
    }
    return leave(report.exitCode);
  },
});

const readPlan = (
  values: Values<typeof testOptions>,
  words: readonly string[],
  rest: readonly string[],
  project: ProjectFile,
): TestPlan => {
  const { filter, seed, bail, hold, journal, redirect } = values;
  return {
    paths: words.length > 0 ? words.map(requireScenarioPath) : (project.scenarios ?? defaultPaths()),
    command: rest.length > 0 ? rest : undefined,
    usualCommand: project.command,
    filter,
    seed,
    usualSeed: project.seed,
    timeout: readDuration(values.timeout, "--timeout"),
    usualTimeout: project.timeout,
    patience: readDuration(values.patience, "--patience") ?? project.patience,
    silence: readDuration(values.silence, "--silence") ?? project.silence,
    jobs: readWhole(values.jobs, "--jobs", 1, 256) ?? project.jobs,
    repeat: readWhole(values.repeat, "--repeat", 1, 100_000),
    bail,
    hold,
    journal,
    redirect,
    allowWebhooks: values["allow-webhook"],
    env: project.env,
  };
};

/** A file of another kind is most likely the agent, and it would be read as YAML. */
const requireScenarioPath = (path: string): string => {
  const isFile = /\.[a-z]{1,5}$/i.test(path) && !/\.ya?ml$/i.test(path) && !path.includes("#");
  if (!isFile || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new UsageError(
    `${path} is no scenario: those end in .yaml or .yml. If it is the agent, it stands after --: ringback test -- ${path}.`,
  );
};

const defaultPaths = (): readonly string[] => {
  if (existsSync("scenarios")) return ["scenarios"];
  throw new UsageError(
    "There is no folder scenarios/ here. Name files or folders: ringback test story.yaml -- node agent.js.",
  );
};

const tellHeld = ({ url, controlToken }: HeldWorld): void => {
  printError("");
  printError(`This scenario's ringback goes on at ${url} until you press Ctrl-C. To look into it:`);
  printError(`  export RINGBACK_URL=${url} RINGBACK_CONTROL_TOKEN=${controlToken}`);
  printError("  ringback events");
};
