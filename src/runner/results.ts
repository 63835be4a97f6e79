import { excerptOf } from "../kernel/diagnostic.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { RingbackError } from "../kernel/errors.ts";
import { defaultSeed } from "../runtime/config.ts";
import type { Judgement } from "../scenario/expect/judge/judge.ts";
import { faultsThatStruck } from "../scenario/frame/faults-that-struck.ts";
import {
  type AgentReport,
  type Blame,
  blames,
  type Failure,
  type Place,
  type ScenarioResult,
  type Warning,
} from "../scenario/report/report.ts";
import { ScenarioError } from "../scenario/scenario-error.ts";
import type { AgentProcess } from "./agent-process.ts";
import type { RunEnd } from "./follow-scenario.ts";
import type { OpenPlay } from "./open-play.ts";
import type { PlayPlan } from "./play-scenario.ts";
import { tellCommand } from "./tell-command.ts";

/** All there is to say about a run that was played. */
export interface PlayedParts {
  readonly plan: PlayPlan;
  readonly opened: OpenPlay;
  readonly agent: AgentProcess | undefined;
  readonly end: RunEnd;
  readonly judgement: Judgement;
  readonly heldAt: string | undefined;
  readonly realMs: number;
}

const nobodyTested: Warning = {
  code: "no_agent",
  message: "No agent was started: nothing says what starts one.",
  cure: "Put its command after --, or into ringback.yaml.",
};

/** The result of a scenario that was played. */
export const playedResult = (parts: PlayedParts): ScenarioResult => {
  const { plan, opened, agent, end, judgement, heldAt, realMs } = parts;
  const { scenario, oddities } = plan.file;
  const { passed, failures } = judgement;
  const blame = gravest(failures.map((failure) => failure.blame));
  return {
    ...nameOf(plan),
    seed: opened.running.world.seed,
    passed,
    ...(!passed && blame !== undefined && { blame }),
    failures,
    warnings: [
      ...(passed || opened.command !== undefined ? [] : [nobodyTested]),
      ...oddities.map(toWarning),
      ...new Map(opened.oddities.map((oddity) => [oddity.message, oddity])).values(),
      ...judgement.warnings,
    ],
    faults: faultsThatStruck(opened.running.world, opened.runId),
    met: judgement.met,
    expected: judgement.expected,
    ...end,
    realMs,
    ...(agent && opened.command && { agent: agentReport(agent, opened.command) }),
    ...(!passed && heldAt !== undefined && { heldAt }),
    ...(scenario.example !== undefined && { example: scenario.example }),
  };
};

/** The result of a scenario that could not be read, or whose world could not be opened. */
export const refusedResult = (
  plan: Pick<PlayPlan, "path" | "attempt" | "attempts"> & Partial<Pick<PlayPlan, "file" | "seed">>,
  error: RingbackError,
  realMs: number,
): ScenarioResult => ({
  ...nameOf(plan),
  seed: plan.seed ?? plan.file?.scenario.seed ?? defaultSeed,
  passed: false,
  blame: "scenario",
  failures: refusals(error),
  warnings: (plan.file?.oddities ?? []).map(toWarning),
  faults: [],
  met: 0,
  expected: plan.file?.scenario.expect?.length ?? 0,
  ending: "not started",
  virtualMs: 0,
  realMs,
  costUsd: "0.00",
  runHash: "",
  timed: false,
});

/** The gravest of some blames. */
export const gravest = (found: readonly (Blame | undefined)[]): Blame | undefined =>
  blames.find((blame) => found.includes(blame));

const nameOf = ({
  file,
  path,
  attempt,
  attempts,
}: Pick<PlayPlan, "path" | "attempt" | "attempts"> & { readonly file?: PlayPlan["file"] | undefined }) => ({
  name: file?.scenario.name ?? path,
  file: path,
  attempt,
  attempts,
});

const refusals = (error: RingbackError): Failure[] =>
  error instanceof ScenarioError
    ? error.diagnostics.map(toFailure)
    : [{ code: error.code, blame: "scenario", ...partCure(error.message) }];

/** A refusal ends with its cure, if it has one. */
const partCure = (sentences: string): Pick<Failure, "message" | "cure"> => {
  const [, message = sentences, cure = "See what the file and the command line ask for."] =
    /^(.*\.) ([^ ].*)$/s.exec(sentences) ?? [];
  return { message, cure };
};

const toFailure = (diagnostic: Diagnostic): Failure => {
  const { code, message, cure = "" } = diagnostic;
  const excerpt = excerptOf(diagnostic);
  return {
    code,
    blame: "scenario",
    message,
    cure,
    place: placeOf(diagnostic),
    ...(excerpt !== undefined && { excerpt }),
  };
};

const placeOf = ({ file, line, column }: Diagnostic): Place => ({ file, line, column });

const toWarning = (diagnostic: Diagnostic): Warning => {
  const { code, message, cure } = diagnostic;
  return { code, message, ...(cure !== undefined && { cure }), place: placeOf(diagnostic) };
};

const agentReport = (agent: AgentProcess, command: NonNullable<OpenPlay["command"]>): AgentReport => ({
  command: tellCommand(command),
  exitCode: agent.end?.exitCode ?? null,
  signal: agent.end?.signal ?? null,
  output: agent.output.text,
  cut: agent.output.cut,
});
