import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { buildOnce, ringback, ringbackBin } from "./support/command-line.ts";

const root = resolve(import.meta.dirname, "..");
const page = join(root, "docs/python.md");

/** Puts the files that a page names in comments into the fences below them. */
const quoteFiles = (text: string): string =>
  text.replace(
    /<!-- (examples\/\S+) -->\n\n```(\w+)\n[\s\S]*?\n```/g,
    (_all, file: string, language: string) =>
      `<!-- ${file} -->\n\n\`\`\`${language}\n${readFileSync(join(root, file), "utf8").trimEnd()}\n\`\`\``,
  );

const works = (...args: readonly string[]): boolean => {
  try {
    execFileSync("python3", args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const withoutPython = !works("--version") && "there is no python3 on this machine";
const withoutPytest = withoutPython || (!works("-m", "pytest", "--version") && "this python3 has no pytest");

/** A copy of examples/python, so that what Python leaves behind is gone with it. */
const copyExample = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-python-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, "examples/python"), folder, { recursive: true });
  return folder;
};

const { HOME = "", PATH = "" } = process.env;

beforeAll(buildOnce, 120_000);

it("quotes every file of examples/python in docs/python.md as it is", () => {
  const rendered = quoteFiles(readFileSync(page, "utf8"));
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, rendered);
  expect(readFileSync(page, "utf8")).toBe(rendered);
  for (const file of [
    "agent.py",
    "conftest.py",
    "test_agent.py",
    "replier.py",
    "test_replier.py",
    "scenarios/sign-up.yaml",
  ]) {
    expect(rendered).toContain(readFileSync(join(root, "examples/python", file), "utf8").trimEnd());
  }
});

it("passes the scenario with the agent", async ({ skip }) => {
  if (withoutPython !== false) skip(withoutPython);
  const folder = copyExample();
  const agent = ["--", "python3", join(folder, "agent.py")];
  const ended = await ringback(["test", join(folder, "scenarios"), ...agent], { HOME });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toContain("✓ A code comes late, after a missed call  4m 50s of the world's time");
});

const pytest = ["python3", "-m", "pytest", "-q"];

it("passes the pytest suite under ringback exec", async ({ skip }) => {
  if (withoutPytest !== false) skip(withoutPytest);
  const folder = copyExample();
  const ended = await ringback(["exec", "--", ...pytest, "--rootdir", folder, folder], { HOME });
  expect(ended.stdout).toContain("4 passed");
  expect(ended.code).toBe(0);
});

it("passes the pytest suite by itself, with a ringback that the fixture starts", ({ skip }) => {
  if (withoutPytest !== false) skip(withoutPytest);
  const folder = copyExample();
  symlinkSync(ringbackBin, join(folder, "ringback"));
  const printed = execFileSync("python3", pytest.slice(1), {
    cwd: folder,
    encoding: "utf8",
    env: { HOME, PATH: `${folder}${delimiter}${PATH}` },
  });
  expect(printed).toContain("4 passed");
});
