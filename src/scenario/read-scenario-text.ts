import { onlyScenario, readScenarios } from "./read-scenario.ts";
import type { ReadingOptions, ReadScenario, ReadScenarios } from "./read-scenario.ts";
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

/** The same for a text with one scenario; one with several rows of examples is refused in a sentence. */
export const readOneScenarioText = async (
  text: string,
  file: string,
  options: ReadingOptions = {},
): Promise<ReadScenario> => onlyScenario(await readScenarioText(text, file, options), file);
