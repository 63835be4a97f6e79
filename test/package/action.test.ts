import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = resolve(import.meta.dirname, "../..");

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly shell: string;
      readonly run: string;
      readonly "working-directory": string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** A runner's folder, in which `npm` and what it installs only write down how they were called. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringback-action-"));
  for (const path of ["bin", "temp", "project"]) mkdirSync(join(folder, path));
  writeTool(join(folder, "bin/npm"), "npm");
  writeTool(join(folder, "bin/ringback"), "ringback");
  return () => rmSync(folder, { recursive: true });
});

const writeTool = (path: string, name: string): void => {
  mkdirSync(join(path, ".."), { recursive: true });
  const script = `#!/bin/bash\n(printf '%s' ${name}; printf ' <%s>' "$@"; echo) >> "${folder}/calls"\n`;
  writeFileSync(path, script, { mode: 0o755 });
};

const calls = (): readonly string[] =>
  readFileSync(join(folder, "calls"), "utf8").replaceAll(folder, "~").trimEnd().split("\n");

/** Runs the action's steps as GitHub's runner does. */
const play = async (inputs: Readonly<Record<string, string>> = {}): Promise<void> => {
  const fill = (text: string): string =>
    text.replaceAll(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? "",
    );
  const paths = join(folder, "paths");
  for (const { run, env, "working-directory": place } of action.runs.steps) {
    const added = existsSync(paths) ? readFileSync(paths, "utf8").trim().split("\n").toReversed() : [];
    await promisify(execFile)("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: join(folder, "project", fill(place)),
      env: {
        PATH: [...added, join(folder, "bin"), process.env["PATH"]].join(":"),
        RUNNER_TEMP: join(folder, "temp"),
        GITHUB_PATH: paths,
        GITHUB_ACTION_PATH: root,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
      },
    });
  }
};

describe("the GitHub Action", () => {
  it("is a composite of steps in bash that name every input, and no input within a script", () => {
    expect(action.runs.using).toBe("composite");
    const { steps } = action.runs;
    const named = steps.flatMap(({ env, "working-directory": place }) => [...Object.values(env), place]);
    const inputs = Object.keys(action.inputs).map((name) => `\${{ inputs.${name} }}`);
    expect(new Set(named)).toEqual(new Set(inputs));
    expect(steps.map(({ shell }) => shell)).toEqual(["bash", "bash"]);
    expect(steps.filter(({ run }) => run.includes("${{"))).toEqual([]);
  });

  it("installs its own version and plays what ringback.yaml says", async () => {
    await play();
    expect(calls()).toEqual([
      `npm <install> <--prefix> <~/temp/ringback> <--no-audit> <--no-fund> <ringback@${version}>`,
      "ringback <test> <--report> <terminal> <--report> <github>",
    ]);
  });

  it("hands on files, agent, reports and further arguments, each as it is written", async () => {
    await play({
      version: "1.2.3",
      files: "scenarios/otp.yaml\nmore stories/\n",
      command: "npm run agent -- --name 'A B'",
      junit: "out/phone report.xml",
      annotations: "false",
      arguments: "--repeat\n3\n",
    });
    expect(calls().slice(1)).toEqual([
      "ringback <test> <--report> <terminal> <--report> <junit=out/phone report.xml> <--repeat> <3> " +
        "<scenarios/otp.yaml> <more stories/> <--> <bash> <-c> <npm run agent -- --name 'A B'>",
    ]);
    expect(calls()[0]).toContain("<ringback@1.2.3>");
  });

  it("takes the project's own ringback where there is one and no version is asked for", async () => {
    writeTool(join(folder, "project/app/node_modules/.bin/ringback"), "own");
    await play({ "working-directory": "app" });
    expect(calls()).toEqual(["own <test> <--report> <terminal> <--report> <github>"]);
  });

  it("takes a binary in place of npm, also one that lost its right to run", async () => {
    const binary = join(folder, "project/ringback-linux-x64");
    writeTool(binary, "binary");
    chmodSync(binary, 0o644);
    await play({ binary: "ringback-linux-x64" });
    expect(calls()).toEqual(["binary <test> <--report> <terminal> <--report> <github>"]);
  });
});
