import type { WarningCode } from "../failure-codes.ts";
import type { Explanation } from "./explanation.ts";

/** What each warning about a run means. None of them fails it. */
export const warningExplanations: Readonly<Record<WarningCode, Explanation>> = {
  no_agent: {
    title: "Nobody was tested",
    means: "The scenario failed, and no agent had been started: nothing says what starts one.",
    causes: ["The command stands without the `--` before it, or in a folder with another `ringback.yaml`."],
    cures: [
      "Put it after `--`: `ringback test scenarios/ -- python3 agent.py`.",
      "Or write it once, as `command` in `ringback.yaml` or under `agent` of the scenario.",
    ],
  },
  fault_never_struck: {
    title: "A fault never struck",
    means: "Nothing that the fault is meant for happened, so the run does not show how the agent takes it.",
    causes: [
      "The agent never called the operation that the fault names.",
      "`chance` let it off this time; the seed decides, so it does so every time.",
      "An earlier fault took the same requests.",
    ],
    cures: [
      "Compare `api` with the operations the agent called.",
      "Leave `chance` out, or choose another seed.",
    ],
  },
  rule_never_fired: {
    title: "A rule never fired",
    means: "No event matched the `when` of this rule, so nothing under its `do` happened.",
    causes: [
      "The agent did not do what the rule waits for.",
      "The matcher differs in one field.",
      "The event came before the rule's list had begun.",
    ],
    cures: [
      "Compare the matcher with the events of the run.",
      "If the rule is there just in case, leave it: a warning fails nothing.",
    ],
  },
  webhook_unheard: {
    title: "No webhook was told",
    means:
      "Something happened that AgentPhone tells a webhook of, and neither the agent nor its account has one set.",
    causes: [
      "Setting the webhook was forgotten, or came too late.",
      "It was set for another agent, or for another sub-account.",
    ],
    cures: [
      "Set one before anybody texts: `POST /v1/webhooks`.",
      "An agent that reads its messages needs none: once it has read them, nothing is said.",
    ],
  },
  already_past: {
    title: "A step came later than its time",
    means: "The step's `at` was over when its turn came, so it ran at once.",
    cures: ["Move the step up in its list, or count with `after` from the step before."],
  },
};
