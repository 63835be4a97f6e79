import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readProjectFile } from "./read-project-file.ts";

const settings = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-project-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "ringback.yaml"), text);
  return join(folder, "ringback.yaml");
};

it("reads what a project says once for all its tests, paths as seen from here", async () => {
  const path = settings(`
scenarios: [stories/, more.yaml]
command: [node, agent.js]
seed: 7
timeout: 90s
patience: 5s
silence: 500ms
jobs: 2
env: { MODEL: small }
report: junit=report.xml
`);
  expect(await readProjectFile(path)).toEqual({
    scenarios: [join(path, "..", "stories/"), join(path, "..", "more.yaml")],
    command: ["node", "agent.js"],
    seed: "7",
    timeout: 90_000,
    patience: 5_000,
    silence: 500,
    jobs: 2,
    env: { MODEL: "small" },
    report: ["junit=report.xml"],
  });
});

it.each(["", "# nothing yet\n\n"])("takes an empty file for one that says nothing: %j", async (text) => {
  expect(await readProjectFile(settings(text))).toEqual({});
});

it("says every mistake with its place and the nearest name", async () => {
  const path = settings("comand: node agent.js\ntimeout: 90\njobs: 0\n");
  await expect(readProjectFile(path)).rejects.toThrow(
    [
      `${path}:1:1 unknown_key \`comand\` is not a key of a project's settings.`,
      "  comand: node agent.js",
      "  ^^^^^^",
      "  Did you mean `command`?",
      "",
      `${path}:2:10 invalid_value \`90\` is a number without a unit.`,
      "  timeout: 90",
      "           ^^",
      "  Write `90s` for seconds.",
      "",
      `${path}:3:7 invalid_value \`0\` does not fit here.`,
      "  jobs: 0",
      "        ^",
      "  Write a whole number from 1 to 256.",
    ].join("\n"),
  );
});

it("misses a file only when it was named", async () => {
  expect(await readProjectFile(undefined)).toEqual({});
  await expect(readProjectFile("/nowhere/ringback.yaml")).rejects.toThrow("cannot be read: ENOENT");
});
