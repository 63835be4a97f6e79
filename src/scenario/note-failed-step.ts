import { RingbackError } from "../kernel/errors.ts";
import { StepFailure } from "./calls/step-failure.ts";
import type { ScenarioRun, World } from "./run-rows.ts";
import type { ScenarioStep } from "./scenario.ts";

/** How many failed steps of a run are kept for its report. */
const mostKept = 100;

/** Writes down and announces that a step could not be done. Answers why, in a sentence. */
export const noteFailedStep = (
  world: World,
  run: ScenarioRun,
  { name: step, where }: ScenarioStep,
  error: unknown,
  callId?: string,
): string => {
  const why = error instanceof Error ? error.message : String(error);
  const isKnown = error instanceof RingbackError || error instanceof StepFailure;
  const code = isKnown ? error.code : "internal_error";
  const wanted = error instanceof StepFailure ? error.wanted : undefined;
  // The run may have changed while the step was at it.
  const { failedSteps = [], stepsFailed } = world.tables.scenarioRuns.get(run.id) ?? run;
  const failed = {
    step,
    at: world.clock.now(),
    seq: world.events.last + 1,
    ...where,
    code,
    why,
    ...(wanted && { wanted }),
    ...(error instanceof StepFailure && callId !== undefined && { callId }),
  };
  const kept = failedSteps.length < mostKept ? [...failedSteps, failed] : failedSteps;
  world.tables.scenarioRuns.update(run.id, { stepsFailed: stepsFailed + 1, failedSteps: kept });
  const { line, file } = where;
  const told = { run: run.id, step, line, ...(file !== undefined && { file }), code, why };
  world.announce("scenario.step.failed", told);
  return why;
};
