import type { Scenario, ScenarioStep, ScriptList } from "../../scenario.ts";

/** A step that saves a value, and whether a rule has to fire before its turn comes. */
export interface SavingStep {
  readonly step: ScenarioStep;
  readonly isInRule: boolean;
}

/** The steps that save something under a name, the script's own first. */
export const savingSteps = (scenario: Scenario, name: string): readonly SavingStep[] =>
  stepsIn(scenario, false).filter(({ step: { input } }) => savedAs(input) === name);

const stepsIn = ({ script, rules = [] }: ScriptList, isInRule: boolean): SavingStep[] => [
  ...script.flatMap((step) => [
    { step, isInRule },
    ...(step.otherwise === undefined ? [] : stepsIn(step.otherwise, isInRule)),
  ]),
  ...rules.flatMap((rule) => stepsIn(rule.do, true)),
];

const savedAs = (input: ScenarioStep["input"]): unknown =>
  typeof input === "object" && input !== null && "save" in input ? input.save : undefined;
