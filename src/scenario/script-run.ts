import type { Instant } from "../kernel/clock/clock.ts";
import { RingbackError } from "../kernel/errors.ts";
import { toMillisecondText } from "../kernel/time-text.ts";
import type { ScenarioStep, ScriptList } from "./scenario.ts";

/** How far a script has come: the next step's index, and when the one before it ended. Plain data, fit for a row. */
export type ScriptRunState = {
  readonly index: number;
  /** Before the first step: when the list started. */
  readonly previousEnd: Instant;
};

/** The step whose turn it is, and when to run it. */
export interface DueStep {
  readonly step: ScenarioStep;
  /** Never before the end of the step before. */
  readonly at: Instant;
  /** Why it runs at once although its time is over. */
  readonly warning?: string;
}

/** The state of a script at the instant its list starts. */
export const startScript = (listStart: Instant): ScriptRunState => ({ index: 0, previousEnd: listStart });

/** The state after the step whose turn it was has ended. */
export const endStep = (state: ScriptRunState, end: Instant): ScriptRunState => ({
  index: state.index + 1,
  previousEnd: end,
});

/**
 * Says which step comes next and when; undefined when the script is over. Throws `scenario_invalid` for a step fixed
 * to a moment before the scenario's start.
 */
export const nextStep = (
  list: ScriptList,
  scenarioStart: Instant,
  state: ScriptRunState,
): DueStep | undefined => {
  const step = list.script[state.index];
  if (step === undefined) return undefined;
  if (step.at === undefined) return { step, at: state.previousEnd + (step.after ?? 0) };
  const wanted = "fromStart" in step.at ? scenarioStart + step.at.fromStart : step.at.instant;
  if (wanted < scenarioStart) throw beforeStart(step, wanted, scenarioStart);
  if (wanted >= state.previousEnd) return { step, at: wanted };
  const warning =
    `${describe(step)} was due at ${toMillisecondText(wanted)}, but the step before it ended only at ` +
    `${toMillisecondText(state.previousEnd)}; it runs at once.`;
  return { step, at: state.previousEnd, warning };
};

const describe = ({ name, where: { file, line, column } }: ScenarioStep): string =>
  `The step \`${name}\` in line ${line}, column ${column}${file === undefined ? "" : ` of ${file}`},`;

const beforeStart = (step: ScenarioStep, wanted: Instant, start: Instant): RingbackError =>
  new RingbackError(
    "scenario_invalid",
    `${describe(step)} is due at ${toMillisecondText(wanted)}, before the scenario starts at ` +
      `${toMillisecondText(start)}. Move it, or set \`clock.start\`.`,
    { step: step.name, ...step.where },
  );
