import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { codeGroups, explanationLines } from "../src/scenario/report/explanations.ts";
import { codesLike, findCode } from "../src/scenario/report/find-code.ts";
import { readSource } from "../src/scenario/source/read-source.ts";
import { buildOnce, ringback } from "./support/command-line.ts";
import { isCommand, renderCodes } from "./support/render-codes.ts";

const page = resolve(import.meta.dirname, "../docs/codes.md");

const explained = codeGroups.flatMap(({ codes }) => Object.entries(codes));

it("has docs/codes.md as the explanations say", () => {
  const rendered = renderCodes();
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, rendered);
  expect(readFileSync(page, "utf8")).toBe(rendered);
});

it("finds a code however it is spelt, in every group that has it", () => {
  expect(findCode(" Agent-Idle ").map(({ code, group }) => [code, group])).toEqual([
    ["agent_idle", "Failures"],
  ]);
  expect(findCode("NAME_TAKEN").map(({ group }) => group)).toEqual([
    "Mistakes in scenario files",
    "Refusals",
  ]);
  expect(findCode("constructor")).toEqual([]);
});

it("offers what was probably meant", () => {
  expect(codesLike("agent_idel")).toEqual(["agent_idle"]);
  expect(codesLike("timeout")[0]).toBe("agent_timeout");
  expect(codesLike("x")).toEqual([]);
});

it.each(explained)("explains %s in whole sentences", (_code, explanation) => {
  const { title, means, causes = [], cures } = explanation;
  expect(title).toMatch(/^[\p{L}`#].*[^.]$/u);
  expect(cures.length).toBeGreaterThan(0);
  for (const sentence of [means, ...causes, ...cures]) expect(sentence).toMatch(/^\S.*[.:]$/);
  expect(explanationLines(explanation).join("\n")).not.toContain("undefined");
});

it.each(
  explained.flatMap(([code, { example }]) =>
    example === undefined || isCommand(example) ? [] : [[code, example]],
  ),
)("shows for %s an example that can be read", (_code = "", example = "") => {
  const file = example.startsWith("- ") ? `script:\n${example.replaceAll(/^/gm, "  ")}` : example;
  expect(readSource(file, () => ({ line: 1, column: 1, lineText: "" })).problems).toEqual([]);
});

it("explains every code that a mistake or a failure is given in the source", () => {
  const source = resolve(import.meta.dirname, "../src");
  const files = ["scenario", "runner"].flatMap((room) =>
    readdirSync(resolve(source, room), { recursive: true, encoding: "utf8" }).map((file) =>
      resolve(source, room, file),
    ),
  );
  const given = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) =>
      Array.from(readFileSync(file, "utf8").matchAll(/\bcode: "(\w+)"/g), ([, code = ""]) => code),
    );
  // How zod calls mistakes that get their own codes later.
  const ofZod = ["custom", "invalid_type"];
  const unexplained = given.filter((code) => !ofZod.includes(code) && findCode(code).length === 0);
  expect(unexplained).toEqual([]);
});

it("names every command and page of ringback rightly", () => {
  const text = explained.flatMap(([, explanation]) => explanationLines(explanation)).join("\n");
  const pages = new Set(Array.from(text.matchAll(/docs\/[\w-]+\.md/g), ([name]) => name));
  for (const name of pages) expect(() => readFileSync(resolve(page, "../..", name))).not.toThrow();
});

it("explains on the command line", async () => {
  await buildOnce();
  const [one, all, none] = await Promise.all([
    ringback(["explain", "AGENT_IDLE"]),
    ringback(["explain"]),
    ringback(["explain", "agent_idel"]),
  ]);
  expect(one.stdout).toMatch(/^agent_idle \(failures\)\n\nThe agent never did anything\.\n/);
  for (const [code] of explained) expect(all.stdout).toContain(`  ${code} `);
  expect(none).toMatchObject({
    code: 2,
    stderr: "There is no code agent_idel. Did you mean agent_idle?\n",
  });
});
