import type { Failure } from "../scenario/report/report.ts";
import { agentEnvironment } from "./agent-environment.ts";
import { notReady, notStarted } from "./agent-failures.ts";
import { type AgentCommand, AgentProcess } from "./agent-process.ts";
import { awaitReady } from "./await-ready.ts";
import type { Following } from "./follow-scenario.ts";
import type { OpenPlay } from "./open-play.ts";
import type { PlayPlan } from "./play-scenario.ts";
import { tellCommand } from "./tell-command.ts";

/** Which agent to start, for which run, and where to say what went wrong with it. */
export interface AgentParts {
  readonly plan: PlayPlan;
  readonly opened: OpenPlay;
  readonly command: AgentCommand;
  readonly following: Following;
  readonly failures: Failure[];
}

/** Starts the agent of a run, and lets the run know when it is ready and when it has exited. */
export const startAgent = async (parts: AgentParts): Promise<AgentProcess | undefined> => {
  const { plan, opened, command, following, failures } = parts;
  const { realTime, onOutput } = plan;
  const env = agentEnvironment({ own: process.env, ...opened.environment });
  let agent: AgentProcess;
  try {
    agent = await AgentProcess.start({ command, env, realTime, onOutput });
  } catch (error) {
    failures.push(notStarted(tellCommand(command), error));
    following.stop("not started");
    return undefined;
  }
  opened.heedAgent(() => agent.isBusy);
  const { ready } = plan.file.scenario.agent ?? {};
  if (ready !== undefined) void followReadiness(parts, agent, ready);
  void agent.exited.then(letArrive).then(() => following.agentExited());
  return agent;
};

const followReadiness = async (
  { plan, opened, following, failures }: AgentParts,
  agent: AgentProcess,
  ready: Parameters<typeof notReady>[0],
): Promise<void> => {
  const { port } = opened.environment;
  const over = new AbortController();
  void following.ended.then(() => over.abort());
  const state = await awaitReady({ ready, agent, port, realTime: plan.realTime, over: over.signal });
  if (over.signal.aborted) return;
  if (state === "ready") {
    following.agentReady();
    if (agent.end !== undefined) following.agentExited();
    return;
  }
  failures.push(notReady(ready, port, state));
  following.stop("not started");
};

/** What an agent sent right before it exited lies in the sockets still: it is read in the next turns. */
const letArrive = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};
