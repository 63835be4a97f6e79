import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { RingbackError } from "../kernel/errors.ts";

/**
 * The scenario files that some paths mean, each once: files as they are named, and for a folder every scenario in it and
 * below, in the order of their names. Other YAML in a folder is passed over: what scenarios include has no `version` and no
 * `name`. Throws a sentence for a path with nothing there.
 */
export const findScenarioFiles = async (paths: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(paths.map(filesAt));
  return [...new Set(found.flat())];
};

const filesAt = async (path: string): Promise<readonly string[]> => {
  if (!(await isFolder(path))) return [path];
  const files = await yamlBelow(path);
  const looks = await Promise.all(files.map(looksLikeScenario));
  return files.filter((_, place) => looks[place]);
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // `stories.yaml#second row` names one row of a file; whether there is such a file shows when it is read.
    if (path.includes("#")) return false;
    const message = `There is no file and no folder ${path}. Check the path, or run ringback where it is.`;
    throw new RingbackError("not_found", message, { resource: "scenario", id: path });
  }
};

/** What packages bring along, and what hides itself, is nobody's scenario. */
const isForeign = (name: string): boolean => name === "node_modules" || name.startsWith(".");

const yamlBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const sorted = entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const below = sorted.map(async (entry): Promise<readonly string[]> => {
    if (isForeign(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return yamlBelow(path);
    return /\.ya?ml$/i.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(below)).flat();
};

/** A key at the beginning of a line is enough: what is wrong with the file is for its reader to say. */
const looksLikeScenario = async (file: string): Promise<boolean> => {
  const text = await readFile(file, "utf8").catch(() => "version: 1\nname: ");
  const has = (key: string): boolean =>
    new RegExp(`^\ufeff?(?:\\{.*)?["']?${key}["']?[ \\t]*:`, "m").test(text);
  return has("version") ? storyKeys.some(has) : has("name") && (has("script") || has("expect"));
};

const storyKeys = ["name", "people", "lines", "script", "expect", "examples"] as const;
