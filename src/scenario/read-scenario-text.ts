import { readScenarios } from "./read-scenario.ts";
import type { ReadingOptions, ReadScenarios } from "./read-scenario.ts";
import { FakerNotLoaded, prepareFaker } from "./references/faker-value.ts";

/** Reads all scenarios of a text as `readScenarios` does, and loads what its references need to be checked and used. */
export const readScenarioText = async (
  text: string,
  file: string,
  options: ReadingOptions = {},
): Promise<ReadScenarios> => {
  try {
    return readScenarios(text, file, options);
  } catch (error) {
    if (!(error instanceof FakerNotLoaded)) throw error;
    await prepareFaker();
    return readScenarios(text, file, options);
  }
};
