import type { FailureCode } from "../failure-codes.ts";
import type { Explanation } from "./explanation.ts";

/** What failures around the world mean: of the process under test, and of ringback itself. */
export const processExplanations = {
  agent_not_started: {
    title: "The agent's command could not be started",
    means: "The system refused to start the program, so nothing was tested.",
    causes: [
      "The program is not there, or not on the PATH of this shell or CI job.",
      "The file may not be executed, or its first line names an interpreter that is not there.",
      "A path is meant from another folder: commands run in the folder in which ringback was called.",
    ],
    cures: ["Type the command by itself in the same folder.", "Name the interpreter: `-- python3 agent.py`."],
    example: "ringback test scenarios/ -- node agent.js",
  },
  agent_not_ready: {
    title: "The agent's server did not come up",
    means:
      "The agent says under `ready` how it tells that it is up, and did not do so in time. The time is real time, 30 seconds unless `within` says otherwise.",
    causes: [
      "It listens on a port of its own instead of the one in the variable PORT.",
      "It ended with an error: its output is in the report.",
      "It listens on an address other than 127.0.0.1.",
      "The path of `ready.http` answers with an error.",
    ],
    cures: [
      "Listen on 127.0.0.1 and the port in PORT.",
      "Read the agent's output; give it longer with `within` if it only starts slowly.",
    ],
    example: 'agent: { command: "node server.js", ready: { http: /health } }',
  },
  agent_idle: {
    title: "The agent never did anything",
    means: "The agent ran, but no request of it ever reached ringback.",
    causes: [
      "It talks to the real service or to a fixed address instead of the base URLs that ringback sets.",
      "It was never told to begin, or waits for input.",
      "A proxy variable such as HTTP_PROXY takes its requests elsewhere.",
    ],
    cures: [
      "Read AGENT_STORE_API_BASE_URL and AGENT_STORE_AGENT_API_KEY (AGENTPHONE_BASE_URL and AGENTPHONE_API_KEY for AgentPhone) from the environment.",
      "Set NO_PROXY=127.0.0.1,localhost if there is a proxy.",
    ],
  },
  agent_timeout: {
    title: "The agent was still at it when its time was up",
    means:
      "The scenario ran longer than its timeout in real time (60 seconds unless told otherwise), so it was stopped.",
    causes: [
      "The agent waits for something that does not come, or sleeps in real time.",
      "It asks for the same thing again and again.",
      "A model behind it is slow.",
    ],
    cures: [
      "Read the end of its output for what it was waiting for.",
      "Let it wait by asking ringback: waiting moves the world's clock, so it costs no real time.",
      "Give it longer with `agent.timeout` or `--timeout 3m`.",
    ],
  },
  scenario_timeout: {
    title: "The story never came to its end",
    means:
      "There was no agent to wait for, and the scenario still was not over after its timeout in real time.",
    causes: [
      "Rules set each other off without end.",
      "The clock is `real` or a factor, and the story is long.",
    ],
    cures: [
      "Give such rules a lower `times`.",
      "Leave `clock.mode` out: in `auto` a story without an agent takes no time.",
    ],
  },
  agent_exit: {
    title: "The agent ended with the wrong exit code",
    means:
      "The process ended with a code other than `agent.exit` wants, which is 0 unless the file says otherwise.",
    causes: [
      "The agent crashed: the end of its output says where.",
      "It reports a failure of its own on purpose.",
      "It gave up asking while a deadline held time back: the world passes a `within` only once the agent has changed nothing for `--patience` (10 real seconds).",
    ],
    cures: [
      "Fix what its output shows.",
      "If the code is right, say so with `agent.exit`, or `any` if it does not matter.",
      "Let it ask for longer, or give a shorter `--patience`, if what it waited for comes after a deadline.",
    ],
    example: "agent: { command: node agent.js, exit: any }",
  },
  not_emulated: {
    title: "The agent needs something that ringback does not emulate",
    means:
      "The agent was answered 501 before the failure, so the failure may be ringback's doing. It is nobody's mistake, and it does not pass either (exit code 3).",
    causes: ["The agent uses an operation that is documented but not emulated; the message names it."],
    cures: [
      "See docs/emulated.md for what there is.",
      "Let the agent do without it, or tell ringback's authors what you need.",
    ],
  },
  ringback_bug: {
    title: "ringback itself went wrong",
    means:
      "An exception in ringback, or an answer that breaks its own contract. Your agent and your scenario are not to blame (exit code 3).",
    cures: [
      "Run again with `--journal FOLDER` and RINGBACK_DEBUG=1.",
      "Report it with the message, the seed and the scenario.",
    ],
  },
} as const satisfies Partial<Record<FailureCode, Explanation>>;
