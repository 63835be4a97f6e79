import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { ringbackHere } from "./support/command-here.ts";
import { buildOnce, type Ended, ringbackBin } from "./support/command-line.ts";

beforeAll(buildOnce, 60_000);

const root = resolve(import.meta.dirname, "..");

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-init-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** Runs a program in a folder in which `ringback` and `npx ringback` are the one that is tested. */
const runIn = (folder: string, program: string, args: readonly string[]): Promise<Ended> => {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const shim = `#!/bin/sh\nexec "${process.execPath}" "${ringbackBin}" "$@"\n`;
  writeFileSync(join(bin, "ringback"), shim, { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}` };
  return new Promise((done) => {
    execFile(program, [...args], { cwd: folder, env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
};

const ringback = (folder: string, ...args: readonly string[]): Promise<Ended> =>
  runIn(folder, process.execPath, [ringbackBin, ...args]);

it("writes a project whose story is valid and passes with the agent it comes with", async () => {
  const folder = emptyFolder();
  const written = await ringback(folder, "init");
  expect(written.code).toBe(0);
  expect(written.stdout)
    .toBe(`wrote scenarios/sign-up-code.yaml: a story: a code arrives, and the agent reads it
wrote scenarios/example-agent.mjs: an agent to try it with, in plain fetch; yours takes its place
wrote ringback.yaml: what \`ringback test\` plays, and what starts your agent
wrote test-phone.sh: the test, as a shell script
wrote .github/workflows/phone.yml: a GitHub workflow that does so on every push

Now:
  ringback test   # plays scenarios/ against the example agent
Then put your own agent into ringback.yaml, and your own story into scenarios/.
Editors check stories with the schema: ringback schema > scenarios/scenario.schema.json
`);
  expect(await ringback(folder, "validate")).toMatchObject({ code: 0, stdout: /1 file: fine/ });
  const test = await runIn(folder, "./test-phone.sh", []);
  expect(test).toMatchObject({ code: 0, stdout: /1 passed/ });
  expect(statSync(join(folder, "test-phone.sh")).mode & 0o111).not.toBe(0);
});

it.each([
  ["{}", true],
  ['{ "devDependencies": { "ringback": "1.0.0" } }', false],
])("in a project with %s, installing ringback is a next step: %s", async (manifest, isToInstall) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "package.json"), manifest);
  const { stdout } = await ringbackHere(["init", folder]);
  expect(stdout.includes("npm install --save-dev ringback")).toBe(isToInstall);
  expect(stdout).toContain("  npx ringback test");
});

it("writes a test for vitest where there is vitest", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "package.json"), '{ "devDependencies": { "vitest": "4" } }');
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/ringback"));
  symlinkSync(join(root, "node_modules/vitest"), join(folder, "node_modules/vitest"));
  const { stdout } = await ringback(folder, "init");
  expect(stdout).toContain("wrote test/phone.test.mjs: the test, for vitest");
  expect(stdout).not.toContain("test-phone.sh");
  const story = readFileSync(join(folder, "scenarios/sign-up-code.yaml"), "utf8");
  expect(story.split("\n")[0]).toContain("../node_modules/ringback/schema/scenario.schema.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const run = await runIn(folder, process.execPath, [vitest, "run", "--reporter=json"]);
  expect([run.code, run.stdout, run.stderr]).toMatchObject([0, /"numPassedTests":1/, ""]);
});

it("writes a workflow that plays the scenarios", async () => {
  const folder = emptyFolder();
  await ringback(folder, "init");
  const workflow: unknown = parse(readFileSync(join(folder, ".github/workflows/phone.yml"), "utf8"));
  expect(workflow).toMatchObject({
    on: ["push", "pull_request"],
    jobs: { phone: { steps: [{}, {}, { run: /^npx --yes ringback@\S+ test$/ }] } },
  });
});

it("writes over nothing without being told to", async () => {
  const folder = emptyFolder();
  const mine = join(folder, "ringback.yaml");
  writeFileSync(mine, "seed: mine\n");
  expect(await ringback(folder, "init")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "ringback.yaml is there already, so nothing was written. Move it away, or say --force to write over it.\n",
  });
  expect(readFileSync(mine, "utf8")).toBe("seed: mine\n");
  expect(statSync(join(folder, "scenarios"), { throwIfNoEntry: false })).toBeUndefined();
  const forced = await ringback(folder, "init", "--force");
  expect(forced).toMatchObject({ code: 0, stdout: /wrote over ringback\.yaml/ });
  expect(readFileSync(mine, "utf8")).not.toContain("mine");
});

it("writes into a folder that is not there yet, and says how to get there", async () => {
  const folder = emptyFolder();
  const { stdout } = await ringback(folder, "init", "my agent");
  expect(stdout).toContain("wrote my agent/ringback.yaml");
  expect(stdout).toContain("  cd 'my agent'\n");
  expect(await ringback(join(folder, "my agent"), "test")).toMatchObject({ code: 0 });
});

it("says which file it cannot write", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "scenarios"), "a file where the folder would be");
  const { code, stderr } = await ringback(folder, "init");
  expect([code, stderr]).toMatchObject([1, /^scenarios\S+ cannot be written: .*\n$/]);
});

it("leaves a project alone whose package.json it cannot read", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "package.json"), "{ oops");
  const { code, stderr } = await ringback(folder, "init");
  expect([code, stderr]).toMatchObject([1, /^package\.json cannot be read: .* Nothing was written\.\n$/]);
});
