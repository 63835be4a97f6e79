import { RingbackError } from "../kernel/errors.ts";
import type { World } from "./run-rows.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Refuses a scenario whose people or lines want numbers that the world has given out already, before anything is done.
 */
export const requireRoom = ({ people, lines }: Scenario, { tables }: Pick<World, "tables">): void => {
  const wanted = [
    ...Object.entries(people).map(([name, { number }]) => ({ entry: `people.${name}`, number })),
    ...Object.entries(lines).flatMap(([name, { number }]) =>
      number === undefined ? [] : [{ entry: `lines.${name}`, number }],
    ),
  ];
  const taken = wanted.filter(({ number }) => tables.people.get(number) ?? tables.lines.get(number));
  if (taken.length === 0) return;
  const sentences = taken.map(
    ({ entry, number }) => `${entry}: the number ${number} is in use in this world.`,
  );
  const cure = "Reset the world, or play the scenario in another one.";
  throw new RingbackError("scenario_invalid", `${sentences.join(" ")} ${cure}`, { taken });
};
