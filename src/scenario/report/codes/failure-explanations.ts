import type { FailureCode } from "../failure-codes.ts";
import { callExplanations } from "./call-explanations.ts";
import type { Explanation } from "./explanation.ts";
import { processExplanations } from "./process-explanations.ts";

const expectations = {
  expectation_not_met: {
    title: "Something expected did not happen",
    means:
      "No event matched this item of `expect`, or too few did, before the scenario was over. The report lists what was seen, nearest first, and each field in which it differs.",
    causes: [
      "The agent did something nearly right: one field of the nearest event differs.",
      "The agent did nothing: its output says why, such as an error, a wrong URL or a missing key.",
      "The matcher asks for more than it should: a plain text compares whole, and only `contains` or a pattern looks for a part.",
    ],
    cures: [
      "Compare `wanted` and `found` of the nearest event; where they part is what to fix, in the agent or in the file.",
      "When nothing was seen at all, read the agent's output, or run with `--hold` and look at the world while it still answers.",
    ],
    example: "- message.received: { to: inbox, body: { contains: code } }",
  },
  expectation_too_late: {
    title: "It happened, but too late",
    means:
      "An event matched, but after its `within` had passed. `within` is the world's time, counted from the scenario's start or from when the last reference of the item had a value.",
    causes: [
      "The agent waited or retried longer than the file allows.",
      "A fault or a late step of the script held it up, and `within` does not allow for that.",
      "The last event of an `order` came at its place, but after the time that all of it may take.",
    ],
    cures: [
      "See when it came, in the list of what was seen.",
      "Make the agent faster, or give `within` the time that a patient user would.",
    ],
  },
  expectation_too_often: {
    title: "It happened more often than expected",
    means:
      "More events matched than `times` allows. `times: 2` means exactly two; bounds are written `{ gte: 1, lte: 3 }`. An upper bound holds to the end of the scenario, also where `within` bounds how soon the least number must have come.",
    causes: [
      "The agent repeated a request whose answer it did not wait for or did not believe.",
      "The agent retries without an idempotency key after an error.",
      "The matcher is so wide that it counts events of another kind of use.",
    ],
    cures: ["Make the agent do it once.", "Narrow the matcher, or allow more with `times: { gte: 1 }`."],
  },
  wrong_order: {
    title: "It happened in another order",
    means:
      "The events of an `order` item did not come one after the other as listed. What happens between them does not matter.",
    causes: ["The agent acts before it has what it needs.", "One event of the list did not happen at all."],
    cures: [
      "The report names the first event of the list that was missing at its place: look for it there.",
      "Where the order does not matter, write an item for each event instead of one `order`.",
    ],
  },
  forbidden_event: {
    title: "Something happened that must not",
    means:
      "An event matched a `never` item. That is judged over the whole scenario, so one such event is enough.",
    causes: [
      "The agent did it.",
      "The matcher is wider than was meant: `never: { message.sent: {} }` forbids every text.",
    ],
    cures: [
      "See what happened and when in the report, and the agent's output around it.",
      "Narrow the matcher.",
    ],
  },
  wrong_state: {
    title: "Something else was true at the end",
    means: "A value of the world was not what a `state` item wants when the scenario was over.",
    causes: [
      "The agent stopped before its work was done, or did more than it should.",
      "The path means another value.",
    ],
    cures: [
      "Compare `wanted` and `found` for each path.",
      "`GET /_ringback/state` answers the whole state; `--hold` keeps the world open for it.",
    ],
    example: "- state: { lines.inbox.balanceUsd: 10.00 }",
  },
  over_budget: {
    title: "The agent used more than its budget",
    means:
      "A measure of a `budget` item went over: `requests`, `refusals`, `purchases`, `spentUsd` or `time` on the world's clock.",
    causes: [
      "The agent polls in a tight loop.",
      "It retries what can never work.",
      "It buys again what it already has.",
    ],
    cures: [
      "Read the journal or `ringback events` for what it did most.",
      "Raise the bound if the work really needs it.",
    ],
  },
  never_armed: {
    title: "An expectation never began to count",
    means:
      "The item refers to a value, such as `${code}`, that nothing had saved when the scenario was over. So it could not be judged.",
    causes: [
      "The step or expectation that saves the value never came to its turn.",
      "What it waits for is in a rule that never fired.",
      "The name leads to a part that the saved value does not have, or captures a field that the event did not have.",
    ],
    cures: [
      "Look for the step with `save:` or the item with `capture:` of that name, and for why it did not happen.",
    ],
  },
  step_failed: {
    title: "A step of the scenario could not be done",
    means:
      "ringback refused what a step asks for, or an answer was not what the step's `answers` wants. The steps after it went on.",
    causes: [
      "The step comes before what it needs: a text to a number that nobody has rented yet. Where an agent is to rent it, that is the agent's fault.",
      "`request` asks as an account that may not do it.",
    ],
    cures: [
      "The message ends with the refusal and its code: `ringback explain` that code.",
      "Let the step follow the event it depends on, in a rule with `when`.",
    ],
    example: [
      "- when: { line.rented: { country: US } }",
      "  do:",
      "    - otp: { from: acme, to: +12125550186 }",
    ].join("\n"),
  },
  reference_without_value: {
    title: "A reference had no value when it was used",
    means: "A text holds `${name}`, and nothing had saved a value of that name when its step ran.",
    causes: [
      "The step that saves it comes later, or is in a rule that had not fired.",
      "The name leads to a field that the saved value does not have.",
    ],
    cures: [
      "Move the step behind the one that saves the value.",
      "Compare the name with `save:` letter by letter.",
    ],
  },
} as const satisfies Partial<Record<FailureCode, Explanation>>;

/** What each way to fail a run means. */
export const failureExplanations: Readonly<Record<FailureCode, Explanation>> = {
  ...expectations,
  ...callExplanations,
  ...processExplanations,
};
