import type { RealTime } from "../kernel/clock/clock.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { ScenarioFile } from "../runtime/read-scenario-file.ts";
import type { Judgement } from "../scenario/expect/judge/judge.ts";
import type { Failure, ScenarioResult } from "../scenario/report/report.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { startAgent } from "./run-agent.ts";
import type { AgentCommand } from "./agent-process.ts";
import { idle, outOfTime, wrongExit } from "./agent-failures.ts";
import { followScenario, type RunEnd } from "./follow-scenario.ts";
import { openPlay, type OpenPlay } from "./open-play.ts";
import { refusedResult, playedResult } from "./results.ts";

/** One time that one scenario is to be played. Durations are real milliseconds. */
export interface PlayPlan {
  readonly file: ScenarioFile;
  readonly path: string;
  readonly attempt: number;
  readonly attempts: number;
  /** What starts the agent; it goes before the scenario's own. */
  readonly command?: AgentCommand | undefined;
  /** What starts it when the scenario does not say. */
  readonly usualCommand?: AgentCommand | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly seed?: string | undefined;
  /** The seed of scenarios that say none. */
  readonly usualSeed?: string | undefined;
  readonly timeout?: number | undefined;
  /** The timeout of scenarios that say none. */
  readonly usualTimeout?: number | undefined;
  readonly patience?: number | undefined;
  readonly silence?: number | undefined;
  readonly journal?: string | undefined;
  /** Let Node agents reach this world where the vendors' own hosts are written into them. */
  readonly redirect?: boolean | undefined;
  /** Hosts beyond this machine to which webhooks may be sent. */
  readonly allowWebhooks?: readonly string[] | undefined;
  /** Let a world that failed answer until it is closed, also when no agent needs a door to it. */
  readonly hold: boolean;
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly interrupted: AbortSignal;
  readonly realTime: RealTime;
}

/** A scenario that was played, with its world still as it was at the end. */
export interface Played {
  readonly result: ScenarioResult;
  /** The address of its world and what the controls ask for, where it can still be reached. */
  readonly entrance?: { readonly url: string; readonly controlToken: string } | undefined;
  readonly close: () => Promise<void>;
}

const usualTimeout = 60_000;
const usualPatience = 10_000;

/** Plays one scenario in a ringback of its own, with its agent if it has one, and judges it. */
export const playScenario = async (plan: PlayPlan): Promise<Played> => {
  const began = plan.realTime.now();
  const tellTime = () => plan.realTime.now() - began;
  let opened: OpenPlay;
  try {
    opened = await openPlay(plan);
  } catch (error) {
    if (!(error instanceof RingbackError)) throw error;
    return { result: refusedResult(plan, error, tellTime()), close: () => Promise.resolve() };
  }
  try {
    const { agent, outcome } = await play(plan, opened);
    // What it was asked for has been judged; whatever it would still do counts no more.
    await agent?.stop();
    const heldAt = plan.hold ? opened.entrance?.url : undefined;
    const result = playedResult({ plan, opened, agent, heldAt, realMs: tellTime(), ...outcome });
    return { result, entrance: opened.entrance, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
};

const play = async (plan: PlayPlan, opened: OpenPlay) => {
  const { interrupted, realTime, patience = usualPatience } = plan;
  const { scenario } = plan.file;
  const timeout = plan.timeout ?? scenario.agent?.timeout ?? plan.usualTimeout ?? usualTimeout;
  const { desk, running, runId, command } = opened;
  const isServer = scenario.agent?.ready !== undefined;
  const following = followScenario({
    desk,
    running,
    runId,
    agent: command === undefined ? "none" : isServer ? "server" : "program",
    patience,
    timeout,
    realTime,
  });
  const interrupt = (): void => following.stop("interrupted");
  if (interrupted.aborted) interrupt();
  interrupted.addEventListener("abort", interrupt);
  const failures: Failure[] = [];
  const agent =
    command === undefined ? undefined : await startAgent({ plan, opened, command, following, failures });
  const end = await following.ended;
  interrupted.removeEventListener("abort", interrupt);
  opened.endJournal();
  failures.push(
    ...endFailures(end, { hasAgent: command !== undefined, timeout, patience }, following.wasAsked),
  );
  const exit = agent?.end && wrongExit(agent.end, scenario.agent?.exit ?? 0);
  // An agent that never got ready has been told of, and however it ended comes from that.
  if (exit !== undefined && wasPlayed(end)) failures.push(exit);
  try {
    const facts = { file: plan.path, bugs: opened.bugs, failures };
    const judgement = wasPlayed(end) ? await following.judge(facts) : unplayed(scenario, failures);
    return { agent, outcome: { end, judgement } };
  } catch (error) {
    await agent?.stop();
    throw error;
  }
};

const unplayed = ({ expect = [] }: Scenario, failures: readonly Failure[]): Judgement => ({
  passed: false,
  failures,
  warnings: [],
  met: 0,
  expected: expect.length,
});

/** Of what never began, or was broken off by somebody, there is nothing to expect. */
const wasPlayed = ({ ending }: RunEnd): boolean => ending !== "not started" && ending !== "interrupted";

const endFailures = (
  { ending }: RunEnd,
  run: { readonly hasAgent: boolean; readonly timeout: number; readonly patience: number },
  wasAsked: boolean,
): Failure[] => {
  if (ending === "timeout") return [outOfTime(run.timeout, run.hasAgent)];
  return ending === "patience" && run.hasAgent && !wasAsked ? [idle(run.patience)] : [];
};
