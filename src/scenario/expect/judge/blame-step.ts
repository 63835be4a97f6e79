import { referencesIn } from "../../references/references.ts";
import type { Blame } from "../../report/report.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import type { Scenario, Where } from "../../scenario.ts";
import { savingSteps } from "./saving-steps.ts";

type FailedStep = NonNullable<ScenarioRun["failedSteps"]>[number];

/**
 * Whose fault it is that a step could not be done. A text to a number that nobody rented is for the agent to answer for:
 * renting it was its part. A value that is lacking is the fault of whoever kept it from being saved.
 */
export const blameStep = (failed: FailedStep, run: ScenarioRun, hasAgent: boolean): Blame => {
  const { code, seq } = failed;
  if (code === "internal_error") return "ringback";
  if (code === "not_emulated") return "not emulated";
  if (lacksValue(failed)) {
    const [reference] = referencesIn(failed.why);
    const saver = failedSaver(run, reference?.name ?? "");
    return saver !== undefined && saver.seq < seq ? blameStep(saver, run, hasAgent) : "scenario";
  }
  if (code === "not_heard" || code === "call_over") return hasAgent ? "agent" : "scenario";
  // What a `request` is answered or refused may come of the agent's doing as well, but there the scenario speaks for
  // itself: it asks for more than its own story holds for sure.
  return isForAgent(failed) && hasAgent ? "agent" : "scenario";
};

/** Whether a step met nobody because the agent had not rented the number. */
export const isForAgent = ({ step, code }: FailedStep): boolean => step !== "request" && code === "not_found";

/** Whether it could not be done because a reference of its own had no value. */
export const lacksValue = ({ code, why }: FailedStep): boolean =>
  code === "scenario_invalid" && why.includes("has no value");

/** The step that should have saved what a reference means, if it was tried and could not be done. */
export const failedSaver = (run: ScenarioRun, reference: string): FailedStep | undefined => {
  const savers = savingSteps(run.document as Scenario, reference.split(".")[0] ?? "");
  return run.failedSteps?.find((failed) => savers.some(({ step }) => isAt(failed, step.where)));
};

const isAt = (one: Where, other: Where): boolean =>
  one.line === other.line && one.column === other.column && one.file === other.file;
