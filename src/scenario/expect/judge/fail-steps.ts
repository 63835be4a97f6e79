import type { Failure } from "../../report/report.ts";
import { blameStep, isForAgent, lacksValue } from "./blame-step.ts";
import type { RunView } from "./run-view.ts";
import type { Wrong } from "./told.ts";

/** What is to be said of the steps that could not be done. */
export const failSteps = (view: RunView, hasAgent: boolean): Wrong[] =>
  (view.run.failedSteps ?? []).map((failed): Wrong => {
    const { step, why, seq } = failed;
    const failure: Failure = {
      code: lacksValue(failed) ? "reference_without_value" : "step_failed",
      blame: blameStep(failed, view.run, hasAgent),
      message: `The step ${step} could not be done: ${why}`,
      cure:
        isForAgent(failed) && hasAgent
          ? "The agent has to rent the number before the step's time comes, or the file has to hold it under `lines`."
          : "Put the step right, or what has to happen before it.",
      place: view.place(failed),
    };
    return { failure, moment: { seq } };
  });
