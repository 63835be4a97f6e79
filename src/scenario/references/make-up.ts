import type { Instant } from "../../kernel/clock/clock.ts";
import type { Scenario } from "../scenario.ts";
import { fakerValue, prepareFaker } from "./faker-value.ts";
import { referencesInside } from "./references-inside.ts";

/** What every `${faker.…}` of a scenario means in a world of a seed, for a run that begins at an instant. */
export const makeUp = async (
  scenario: Scenario,
  seed: string,
  startedAt: Instant,
): Promise<Record<string, string>> => {
  const names = referencesInside(scenario).filter((name) => name.startsWith("faker."));
  if (names.length > 0) await prepareFaker();
  const values = names.map((name) => [name, fakerValue(name, seed, startedAt)] as const);
  return Object.fromEntries(
    values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
};
