import { printDuration } from "../scenario/fields/print-duration.ts";
import type { Failure } from "../scenario/report/report.ts";
import type { ScenarioAgent } from "../scenario/scenario.ts";
import type { ProcessEnd } from "./agent-process.ts";
import { usualReadiness } from "./await-ready.ts";

/** The failure of an agent that could not be started at all. Whoever wrote the command is to blame. */
export const notStarted = (command: string, error: unknown): Failure => {
  const { code, message } = error as NodeJS.ErrnoException;
  const [why, cure] = startTroubles[code ?? ""] ?? [
    message,
    "Check the command after --, or `agent.command` of the file.",
  ];
  return {
    code: "agent_not_started",
    blame: "scenario",
    message: `The agent could not be started with ${command}: ${why}`,
    cure,
  };
};

const startTroubles: Readonly<Record<string, readonly [why: string, cure: string]>> = {
  ENOENT: [
    "there is no such program.",
    "Check its spelling, install it, or name it by its path. A line for the shell is written as one text.",
  ],
  EACCES: [
    "this user may not run it.",
    "Make it executable with chmod +x, or put what runs it first, such as node agent.js.",
  ],
};

/** The failure of a server that did not get ready in time, or ended before. */
export const notReady = (
  ready: NonNullable<ScenarioAgent["ready"]>,
  port: number,
  state: "late" | "exited",
): Failure => {
  const within = printDuration(ready.within ?? usualReadiness);
  const message =
    state === "exited"
      ? "The agent ended before it was ready."
      : `The agent was not ready within ${within}: ${readyTroubles(ready, port)}`;
  return {
    code: "agent_not_ready",
    blame: "agent",
    message,
    cure: "See what it printed. It is to listen on the port in the variable PORT; `agent.ready.within` gives it more time.",
  };
};

const readyTroubles = ({ http, output }: NonNullable<ScenarioAgent["ready"]>, port: number): string => {
  if (http !== undefined) return `GET http://127.0.0.1:${port}${http} had no good answer.`;
  if (output !== undefined) return `it has not printed ${output}.`;
  return `nothing listens on port ${port} of 127.0.0.1.`;
};

/** The failure of an agent that never asked for anything. */
export const idle = (patience: number): Failure => ({
  code: "agent_idle",
  blame: "agent",
  message: `The agent asked for nothing, and ${printDuration(patience)} of real time went by.`,
  cure: "Let it read AGENT_STORE_API_BASE_URL and AGENT_STORE_AGENT_API_KEY from its environment. If it only starts slowly, raise --patience.",
});

/** The failure of a run that took too long. Without an agent it is the story that never ends. */
export const outOfTime = (timeout: number, hasAgent: boolean): Failure => {
  const length = printDuration(timeout);
  return hasAgent
    ? {
        code: "agent_timeout",
        blame: "agent",
        message: `The scenario was not over after ${length} of real time.`,
        cure: "See what the agent was doing. If it needs longer, raise --timeout or `agent.timeout`.",
      }
    : {
        code: "scenario_timeout",
        blame: "scenario",
        message: `The scenario was not over after ${length} of real time, although nobody had to be waited for.`,
        cure: "Give rules that set each other off a lower `times`, and let its clock go in auto.",
      };
};

/** The failure of an agent that ended otherwise than it should, if it did. */
export const wrongExit = ({ exitCode, signal }: ProcessEnd, wanted: number | "any"): Failure | undefined => {
  if (wanted === "any" || exitCode === wanted) return undefined;
  const how = exitCode === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${exitCode}`;
  const hint =
    exitCode === 127 ? "127 is how a shell says that it found no such program. " : "See what it printed. ";
  return {
    code: "agent_exit",
    blame: "agent",
    message: `The agent ${how}, not with ${wanted}.`,
    cure: `${hint}If that is how it should end, write \`agent: { exit: ${exitCode ?? "any"} }\`.`,
  };
};
