import type { FailureCode } from "../failure-codes.ts";
import type { Explanation } from "./explanation.ts";

/** What each way to fail a run means that only calls have. */
export const callExplanations = {
  not_heard: {
    title: "The agent did not say what a step waits for",
    means:
      "A `hear` step found nothing that it wants in what the agent said or pressed since the last thing that was heard, and the agent could not speak again before somebody else did, or `within` was over.",
    causes: [
      "The agent said it in other words: the report lists what was said, nearest first.",
      "The agent said nothing: a voice webhook that answers late, not at all or in another form is silence.",
      "The words came in the same turn as something that an earlier `hear` took: each takes a whole turn.",
    ],
    cures: [
      "Compare what was said with what is wanted: put the agent right, or widen the pattern.",
      "Where the person would ask again, give `hear` an `otherwise`.",
    ],
    example: "- hear: { matching: /sunday|two/i, otherwise: [say: Sorry?] }",
  },
  call_over: {
    title: "A call was over before its steps were",
    means:
      "A step is played in a call that the agent has ended, that was never answered, or that is not there yet. The steps after it that belong to the same call were passed over.",
    causes: [
      "The agent hung up or transferred the call early.",
      "Nobody answers on the line: its agent has no webhook, or is not set up for calls.",
      "The call became too long, or nobody spoke for too long.",
    ],
    cures: [
      "The message ends with the reason: `agent_hangup` is the agent's doing.",
      "Look at the turns before it in the journal or with `GET /_ringback/calls/{id}`.",
    ],
  },
  line_missing: {
    title: "A hosted agent had a turn and nothing to say",
    means:
      "The scenario has `agent` steps for a call, so it says everything that the hosted agent says. Here the agent had its turn, and another step or the end of the list came in its place.",
    causes: [
      "A `say` gives the agent a turn, and no `agent` follows it.",
      "The agent speaks first in the call, and the list begins with something else.",
    ],
    cures: [
      "Write an `agent` step for each of its turns. `agent: {}` is silence.",
      "Leave out all `agent` steps of the list: then ringback's small responder speaks.",
    ],
    example: "- say: Are you open today?\n- agent: Until six.",
  },
} as const satisfies Partial<Record<FailureCode, Explanation>>;
