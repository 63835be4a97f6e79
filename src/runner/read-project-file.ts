import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RingbackError } from "../kernel/errors.ts";
import type { Project } from "../scenario/project/read-project.ts";

/** The file in the working folder that says once how a project is tested. */
export const usualProjectFile = "ringback.yaml";

/** A project's settings, with the paths of its scenarios as seen from the working folder. */
export interface ProjectFile extends Omit<Project, "scenarios" | "report"> {
  readonly scenarios?: readonly string[];
  readonly report?: readonly string[];
}

/** Reads a project's settings: those of a file that was named, or the usual one if it is there. Throws what is wrong with it. */
export const readProjectFile = async (named: string | undefined): Promise<ProjectFile> => {
  const path = named ?? usualProjectFile;
  const written = await readText(path, named !== undefined);
  if (written === undefined) return {};
  const { readProject } = await import("../scenario/project/read-project.ts");
  const { scenarios, report, ...project } = readProject(written, path);
  return {
    ...project,
    ...(scenarios !== undefined && {
      scenarios: listOf(scenarios).map((entry) => join(dirname(path), entry)),
    }),
    ...(report !== undefined && { report: listOf(report) }),
  };
};

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === "string" ? [value] : value;

const readText = async (path: string, isNamed: boolean): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isNamed && (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new RingbackError(
      "scenario_invalid",
      `The settings ${path} cannot be read: ${why}. Check --config.`,
      { path },
      { cause: error },
    );
  }
};
