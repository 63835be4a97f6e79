import type { EventMatcher } from "../../../api/match/condition.ts";
import { callExplanations } from "../../report/codes/call-explanations.ts";
import type { FailureCode } from "../../report/failure-codes.ts";
import type { Failure, Seen } from "../../report/report.ts";
import { blameStep, isForAgent, lacksValue } from "./blame-step.ts";
import type { RunView } from "./run-view.ts";
import type { Wrong } from "./told.ts";

/** What is to be said of the steps that could not be done. */
export const failSteps = (view: RunView, hasAgent: boolean): Wrong[] =>
  (view.run.failedSteps ?? []).map((failed): Wrong => {
    const { step, why, seq } = failed;
    const seen = seenBy(failed, view);
    const failure: Failure = {
      code: codeOf(failed),
      blame: blameStep(failed, view.run, hasAgent),
      message: `The step ${step} could not be done: ${why}`,
      cure: cureOf(failed, hasAgent, seen.length > 0),
      ...(seen.length > 0 && { seen }),
      place: view.place(failed),
    };
    return { failure, moment: { seq } };
  });

/** What there was of what it waited for, else all that was said in its call by then. */
const seenBy = ({ wanted, callId, seq }: FailedStep, view: RunView): readonly Seen[] => {
  if (wanted !== undefined) {
    const later = view.events.flatMap((event) => (event.seq > seq ? [event.seq] : []));
    return view.nearest(wanted as EventMatcher, later);
  }
  return callId === undefined ? [] : view.saidIn(callId, seq);
};

type FailedStep = NonNullable<RunView["run"]["failedSteps"]>[number];

const codeOf = (failed: FailedStep): FailureCode => {
  if (lacksValue(failed)) return "reference_without_value";
  return ofCalls.find((code) => code === failed.code) ?? "step_failed";
};

const ofCalls = Object.keys(callExplanations) as readonly (keyof typeof callExplanations)[];

const cureOf = (failed: FailedStep, hasAgent: boolean, wasHeard: boolean): string => {
  if (failed.code === "line_missing")
    return "Write an `agent` step for each turn of the agent's in this call.";
  if (failed.code === "call_over" && !wasHeard) {
    return "See why nobody answered: the line's agent needs a webhook, or has to be hosted, before the call comes. What stands at the story's start comes before an agent is up: give it `after: 5s`.";
  }
  if (failed.code === "not_heard" || failed.code === "call_over") {
    return "See what the agent said before, and why; or give `hear` an `otherwise`.";
  }
  return isForAgent(failed) && hasAgent
    ? "The agent has to rent the number before the step's time comes, or the file has to hold it under `lines`."
    : "Put the step right, or what has to happen before it.";
};
