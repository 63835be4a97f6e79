import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { scenarioSchema } from "../src/scenario/schema/scenario-schema.ts";
import { ringbackHere } from "./support/command-here.ts";
import { buildOnce, type Ended, ringbackBin } from "./support/command-line.ts";

beforeAll(buildOnce, 120_000);

/** A folder with these files. */
const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-validate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

/** Validates files of a folder, called as if one stood there. */
const validate = async (folder: string, ...files: readonly string[]): Promise<Ended> => {
  const ended = await ringbackHere(["validate", ...files.map((file) => join(folder, file))]);
  return { ...ended, stdout: ended.stdout.replaceAll(`${folder}/`, "") };
};

/** Runs a command in a folder, with something on its standard input. */
const runIn = (cwd: string, args: readonly string[], input = ""): Promise<Ended> =>
  new Promise((done) => {
    const child = execFile(process.execPath, [ringbackBin, ...args], { cwd }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(input);
  });

const good = "version: 1\nname: Good\npeople: { acme: { number: +14155550123 } }\n";
const bad = `${good}script:\n  - smss: { from: acme }\n  - sms: { from: acme, to: acmee, body: Hi }\n`;
const rows = `${good}examples: [{ text: Hi }, { text: Ho }]\nscript:\n  - note: "\${example.text}"\n`;

it("says everything that is wrong, with the place, the line and the cure", async () => {
  const folder = folderOf({ "bad.yaml": bad, "good.yaml": good });
  expect(await validate(folder, "bad.yaml", "good.yaml")).toEqual({
    code: 2,
    stderr: "",
    stdout: `bad.yaml:5:5 unknown_step \`smss\` is no step.
    - smss: { from: acme }
      ^^^^
  Did you mean \`sms\`?

bad.yaml:6:28 unknown_name Nobody in this file is called \`acmee\`.
    - sms: { from: acme, to: acmee, body: Hi }
                             ^^^^^
  Did you mean \`acme\`?

✗ bad.yaml: 2 mistakes
✓ good.yaml: Good
2 files: 1 with 2 mistakes
`,
  });
});

it("takes the scenarios below a folder, and scenarios/ by itself", async () => {
  const folder = folderOf({
    "scenarios/b/rows.yml": rows,
    "scenarios/a.yaml": good,
    "scenarios/pieces/common.yaml": "people: { acme: { number: +14155550123 } }\n",
    "scenarios/node_modules/other.yaml": bad,
  });
  const { code, stdout } = await runIn(folder, ["validate"]);
  expect(stdout).toBe(`✓ scenarios/a.yaml: Good
✓ scenarios/b/rows.yml: Good (2 rows of examples)
2 files: fine
`);
  expect(code).toBe(0);
});

it("tells warnings, and passes", async () => {
  const folder = folderOf({ "odd.yaml": `${good}script: []\n` });
  const { code, stdout } = await validate(folder, "odd.yaml");
  expect(stdout).toContain("odd.yaml:4:9 no_steps This script has no steps.");
  expect(stdout).toMatch(/✓ odd\.yaml: Good, 1 warning\n1 file: fine, 1 warning\n$/);
  expect(code).toBe(0);
});

it("answers programs in JSON, and reads standard input", async () => {
  const folder = folderOf({ "common.yaml": "people: { dora: { number: +14155550124 } }\n" });
  const { code, stdout } = await runIn(folder, ["validate", "-", "--json"], `${bad}include: common.yaml\n`);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    valid: false,
    files: [
      {
        file: "<stdin>",
        valid: false,
        scenarios: [],
        mistakes: [
          expect.objectContaining({ file: "<stdin>", line: 5, column: 5, length: 4, code: "unknown_step" }),
          expect.objectContaining({
            line: 6,
            column: 28,
            code: "unknown_name",
            cure: "Did you mean `acme`?",
          }),
        ],
        warnings: [],
      },
    ],
  });
  const fine = JSON.parse((await runIn(folder, ["validate", "-", "--json"], rows)).stdout) as unknown;
  expect(fine).toMatchObject({
    valid: true,
    files: [
      {
        scenarios: [
          { name: "Good", example: "1" },
          { name: "Good", example: "2" },
        ],
      },
    ],
  });
});

it("tells a file that is not there among the others", async () => {
  const folder = folderOf({ "good.yaml": good });
  const { code, stdout } = await validate(folder, "nowhere.yaml", "good.yaml");
  expect(stdout).toMatch(/^nowhere\.yaml:1:1 unreadable The scenario nowhere\.yaml cannot be read: ENOENT/);
  expect(stdout).toMatch(/✓ good\.yaml: Good\n2 files: 1 with 1 mistake\n$/);
  expect(code).toBe(2);
});

it.each([
  [["validate"], /no folder scenarios\/ here/],
  [["validate", "."], /no scenario in \./],
])("says what is missing for %j", async (args, sentence) => {
  const { code, stderr } = await runIn(folderOf({}), args);
  expect([code, stderr]).toMatchObject([2, sentence]);
});

it("finds nothing wrong with the scenarios that come along", async () => {
  const { code, stdout } = await ringbackHere(["validate", resolve(import.meta.dirname, "../scenarios")]);
  expect([code, stdout]).toMatchObject([0, /files: fine\n$/]);
});

it("prints the schema for editors", async () => {
  const { stdout } = await ringbackHere(["schema"]);
  expect(JSON.parse(stdout)).toEqual(scenarioSchema());
});
