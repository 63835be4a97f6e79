import { findInclude } from "./find-include.ts";

/** The texts of all files that a scenario's text includes, by their paths from its folder. Mistakes are for its reader to tell. */
export const textsIncludedBy = async (text: string, file: string): Promise<Record<string, string>> => {
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  const { ScenarioError } = await import("../scenario/scenario-error.ts");
  const find = findInclude(file);
  const texts: Record<string, string> = {};
  try {
    await readScenarioText(text, file, {
      readInclude: (path) => {
        const found = find(path);
        if ("text" in found) texts[path] = found.text;
        return found;
      },
    });
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
  }
  return texts;
};
