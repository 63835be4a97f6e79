import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readScenarioFile, readScenarioFiles } from "./read-scenario-file.ts";

/** A folder with these files; its path. It is gone when the test is over. */
const folderWith = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
};

const rows = (name = "x"): string =>
  `version: 1\nname: ${name}\nexamples: [{ name: the short one, word: a }, { word: b }]\nscript: [{ note: "\${example.word}" }]\n`;

it("reads what a file includes from beside it", async () => {
  const folder = await folderWith({
    "main.yaml": "version: 1\nname: x\ninclude: parts/a.yaml\n",
    "parts/a.yaml": "\ufeffinclude: ../people.yaml\r\nscript: [{ note: hi }]\r\n",
    "people.yaml": "people: { acme: { number: +14155550123 } }",
  });
  const { scenario } = await readScenarioFile(join(folder, "main.yaml"));
  expect(scenario).toMatchObject({
    people: { acme: { number: "+14155550123" } },
    script: [{ input: "hi", where: { file: "parts/a.yaml", line: 2, column: 12 } }],
  });
});

it("names a scenario by the content of all its files and by its row", async () => {
  const folder = await folderWith({
    "a.yaml": "version: 1\nname: x\ninclude: part.yaml\n",
    "part.yaml": "script: [{ note: hi }]\n",
    "b/a.yaml": "version: 1\r\nname: x\r\ninclude: part.yaml\r\n",
    "b/part.yaml": "script: [{ note: hi }]\r\n",
    "c/a.yaml": "version: 1\nname: x\ninclude: part.yaml\n",
    "c/part.yaml": "script: [{ note: ho }]\n",
    "rows.yaml": rows(),
  });
  const hashOf = async (path: string): Promise<string> => (await readScenarioFile(join(folder, path))).hash;
  expect(await hashOf("b/a.yaml")).toBe(await hashOf("a.yaml"));
  expect(await hashOf("c/a.yaml")).not.toBe(await hashOf("a.yaml"));
  expect(await hashOf("rows.yaml#1")).toBe(await hashOf("rows.yaml#the short one"));
  expect(await hashOf("rows.yaml#2")).not.toBe(await hashOf("rows.yaml#1"));
});

it.each<[string, string | Buffer | undefined, string]>([
  ["is a folder", undefined, "part.yaml is a folder."],
  ["is large", "#".repeat(1024 * 1024 + 1), "part.yaml is larger than a megabyte."],
  ["is no UTF-8", Buffer.from([0x61, 0xff]), "part.yaml is no UTF-8."],
])("points at the path of an included file that %s", async (_title, content, message) => {
  const folder = await folderWith({
    "main.yaml": "version: 1\nname: x\ninclude: [part.yaml, nowhere.yaml]\n",
    ...(content === undefined ? { "part.yaml/x": "" } : { "part.yaml": content }),
  });
  const file = join(folder, "main.yaml");
  const refused = readScenarioFile(file);
  await expect(refused).rejects.toThrow(`${file}:3:11 cannot_include ${join(folder, message)}`);
  await expect(refused).rejects.toThrow(
    `${file}:3:22 cannot_include There is no file ${join(folder, "nowhere.yaml")}.`,
  );
});

it("chooses a row of a file by its name or its number, and all of them where all are wanted", async () => {
  const folder = await folderWith({
    "a.yaml": rows(),
    "odd#2.yaml": rows(),
    "one.yaml": "version: 1\nname: x\n",
  });
  const exampleOf = async (path: string): Promise<string | undefined> =>
    (await readScenarioFile(join(folder, path))).scenario.example;
  expect(await exampleOf("a.yaml#the short one")).toBe("the short one");
  expect(await exampleOf("a.yaml#1")).toBe("the short one");
  expect(await exampleOf("a.yaml#2")).toBe("2");
  expect(await exampleOf("odd#2.yaml#the short one")).toBe("the short one");
  const all = await readScenarioFiles(join(folder, "a.yaml"));
  expect(all.map(({ scenario }) => scenario.example)).toEqual(["the short one", "2"]);
  expect(await readScenarioFiles(join(folder, "a.yaml#2"))).toHaveLength(1);

  const file = join(folder, "a.yaml");
  await expect(readScenarioFile(file)).rejects.toThrow(
    `${file} holds 2 scenarios, one for each row of its examples. Choose one: "${file}#the short one", ${file}#2.`,
  );
  await expect(readScenarioFile(`${file}#3`)).rejects.toThrow(
    `${file} has no row of examples called 3. It has: the short one, 2.`,
  );
  await expect(exampleOf("one.yaml#2")).rejects.toThrow(
    `${join(folder, "one.yaml")} has no examples, so there is no 2 to choose. Leave #2 out.`,
  );
  await expect(exampleOf("none.yaml#2")).rejects.toThrow(/The scenario .*none.yaml#2 cannot be read: ENOENT/);
});

it("points at a step before the start that is wanted, in the row that it is about", async () => {
  const folder = await folderWith({
    "a.yaml": 'version: 1\nname: x\ninclude: b.yaml\nexamples: [{ day: "01" }, { day: "03" }]\n',
    "b.yaml": 'script:\n  - at: "2026-04-${example.day}T00:00:00Z"\n    note: hi\n',
  });
  const [first, third] = await readScenarioFiles(join(folder, "a.yaml"));
  const second = Date.parse("2026-04-02T00:00:00Z");
  expect(() => first?.requireStart(second)).toThrow(
    `${join(folder, "b.yaml")}:2:9 before_start \`2026-04-01T00:00:00Z\` lies before the scenario's start.`,
  );
  expect(() => third?.requireStart(second)).not.toThrow();
});
