import type { Blame, Failure } from "../report/report.ts";
import type { RunView } from "./run-view.ts";

/** What is to be said of the steps that could not be done. */
export const failSteps = (view: RunView, hasAgent: boolean): Failure[] =>
  (view.run.failedSteps ?? []).map((failed): Failure => {
    const { step, why, code } = failed;
    const isReference = code === "scenario_invalid" && why.includes("has no value");
    return {
      code: isReference ? "reference_without_value" : "step_failed",
      blame: blameFor(code, isReference, hasAgent),
      message: `The step ${step} could not be done: ${why}`,
      cure:
        code === "not_found" && hasAgent
          ? "The agent has to rent the number before the step's time comes, or the file has to hold it under `lines`."
          : "Put the step right, or what has to happen before it.",
      place: view.place(failed),
    };
  });

/** A text to a number that nobody rented is for the agent to answer for: renting it was its part. */
const blameFor = (code: string | undefined, isReference: boolean, hasAgent: boolean): Blame => {
  if (code === "internal_error") return "ringback";
  if (code === "not_emulated") return "not emulated";
  return hasAgent && !isReference && code === "not_found" ? "agent" : "scenario";
};
