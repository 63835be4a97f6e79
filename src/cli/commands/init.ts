import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { command } from "../command.ts";
import { CommandFailure, UsageError } from "../failures.ts";
import type { Project, Template } from "../templates/template.ts";
import { paintFor, print } from "../terminal.ts";

/** `ringback init`: a first scenario, an agent to try it with, a test and a CI workflow. */
export const initCommand = command({
  name: "init",
  summary: "Write a first scenario, a test and a CI workflow into a project",
  words: { shows: "folder", summary: "The project's folder. Default: this one" },
  options: { force: { kind: "flag", summary: "Write over files that are there already" } },
  examples: [
    ["ringback init", "Into this folder"],
    ["ringback init my-agent --force", "Into another, over what is there"],
  ],
  run: async ({ force }, words) => {
    const [folder = ".", ...more] = words;
    if (more.length > 0) throw new UsageError("This takes one folder: ringback init my-agent.");
    const project = await readProject(folder);
    const { templates, nextSteps } = await import("../templates/templates.ts");
    const wanted = templates.filter(({ suits }) => suits(project));
    const there = wanted.filter(({ file }) => existsSync(join(folder, file)));
    if (there.length > 0 && !force) throw new CommandFailure(refusal(folder, there));
    const paint = paintFor(process.stdout);
    for (const template of wanted) {
      await write(join(folder, template.file), template, project);
      const verb = there.includes(template) ? paint("yellow", "wrote over") : paint("green", "wrote");
      print(`${verb} ${join(folder, template.file)}: ${template.summary}`);
    }
    print(`\n${nextSteps(project, folder).join("\n")}`);
    return 0;
  },
});

const refusal = (folder: string, there: readonly Template[]): string => {
  const files = there.map(({ file }) => join(folder, file)).join(", ");
  const isOne = there.length === 1;
  return `${files} ${isOne ? "is" : "are"} there already, so nothing was written. Move ${isOne ? "it" : "them"} away, or say --force to write over ${isOne ? "it" : "them"}.`;
};

const write = async (path: string, { content, executable }: Template, project: Project): Promise<void> => {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content(project), executable === true ? { mode: 0o755 } : {});
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be written: ${why}. What was named before it is there.`, {
      cause: error,
    });
  }
};

/** What of the project decides what suits it. */
const readProject = async (folder: string): Promise<Project> => {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return { hasPackage: false, hasRingback: false, hasVitest: false };
  const manifest = await readManifest(path);
  const asksFor = (name: string): boolean =>
    ["dependencies", "devDependencies"].some((kind) => {
      const packages = manifest[kind];
      return typeof packages === "object" && packages !== null && name in packages;
    });
  return { hasPackage: true, hasRingback: asksFor("ringback"), hasVitest: asksFor("vitest") };
};

const readManifest = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be read: ${why}. Nothing was written.`, { cause: error });
  }
};
