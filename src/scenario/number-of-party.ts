import type { NumberOf } from "../api/match/matcher-definition.ts";
import type { ScenarioRun } from "./run-rows.ts";
import type { Scenario } from "./scenario.ts";

/** How to find the number of somebody whom a run's file has a name for. */
export const numberOfParty = ({ document, lineNames }: ScenarioRun): NumberOf => {
  const { people } = document as Scenario;
  return (name) => (Object.hasOwn(people, name) ? people[name]?.number : lineNames[name]);
};
