import { printDuration } from "../fields/print-duration.ts";
import type { AgentReport, Blame, Ending, Place, ScenarioResult } from "./report.ts";

/** Whose fault a failure is, in words that go before its code. */
export const blameWords: Readonly<Record<Blame, string>> = {
  ringback: "ringback's own fault",
  "not emulated": "Not emulated",
  upstream: "The real carrier's fault",
  scenario: "The scenario's fault",
  agent: "The agent's fault",
};

/** Why a scenario was over, in words that follow "It ended". */
export const endingWords: Readonly<Record<Ending, string>> = {
  done: "when everything was decided",
  "agent exited": "when the agent exited",
  patience: "because nothing happened any more",
  timeout: "because its time was up",
  interrupted: "because somebody stopped it",
  "not started": "before it began",
};

/** A result's name with the row of examples and the attempt it is. */
export const titleOf = ({ name, example, attempt, attempts }: ScenarioResult): string =>
  `${name}${example === undefined ? "" : ` (${example})`}${attempts > 1 ? `, attempt ${attempt} of ${attempts}` : ""}`;

/** A place the way editors and terminals make a link of. */
export const tellPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** Whether a run would have cost nothing at AgentPhone: then no word is lost about it. */
export const costsNothing = (costUsd: string): boolean => Number(costUsd) === 0;

/** A length of the world's time in its two largest units: `1h 2m`. */
export const tellWorldTime = (milliseconds: number): string =>
  (printDuration(Math.round(milliseconds)).match(/\d+[a-z]+/g) ?? []).slice(0, 2).join(" ");

/** A length of real time: `35 ms`, `1.2 s`, `2m 3s`. */
export const tellRealTime = (milliseconds: number): string => {
  const whole = Math.round(milliseconds);
  if (whole < 1000) return `${whole} ms`;
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`;
  return tellWorldTime(Math.round(whole / 1000) * 1000);
};

/** How the process under test ended, in a sentence without its full stop. */
export const tellExit = ({ command, exitCode, signal }: AgentReport): string => {
  const how =
    exitCode !== null
      ? `exited with code ${exitCode}`
      : signal !== null
        ? `was ended by ${signal}`
        : "never ran";
  return `The agent (${command}) ${how}`;
};
