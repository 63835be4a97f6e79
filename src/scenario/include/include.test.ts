import { describe, expect, it } from "vitest";
import { readScenarios } from "../read-scenario.ts";
import type { ReadScenarios } from "../read-scenario.ts";
import { ScenarioError } from "../scenario-error.ts";
import { fileOf } from "./file-of.ts";
import type { ReadInclude } from "./read-include.ts";

type Files = Readonly<Record<string, string>>;

/** Finds files in a map, as if they lay in the folder `scenarios`. */
const folderOf =
  (files: Files): ReadInclude =>
  (path) => {
    const text = files[path];
    return text === undefined
      ? { message: `There is no file scenarios/${path}.`, cure: "Check the path." }
      : { text, file: `scenarios/${path}` };
  };

const read = (own: string, files: Files): ReadScenarios =>
  readScenarios(`version: 1\nname: x\n${own}`, "scenarios/main.yaml", { readInclude: folderOf(files) });

/** Each mistake as `file:line:column code message`. */
const mistakesOf = (own: string, files: Files): string[] => {
  try {
    read(own, files);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics.map(
      ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
    );
  }
  throw new Error("The files were read without a mistake.");
};

const people = "people:\n  acme: { number: +14155550123 }\n";

describe("a file that includes others", () => {
  it("has their people and, before its own, their steps, rules and expectations", () => {
    const { scenarios, texts } = read(
      [
        "include: [people.yaml, parts/steps.yaml]",
        "people: { bob: { number: +14155550124 } }",
        "lines: { inbox: { provider: store, country: US } }",
        "script:",
        "  - sms: { from: acme, to: inbox, body: second }",
        "expect:",
        "  - message.received: { from: bob }",
      ].join("\n"),
      {
        "people.yaml": `version: 1\ndescription: Who is there\n${people}`,
        "parts/steps.yaml": [
          "include: ../more.yaml",
          "script:",
          "  - sms: { from: bob, to: inbox, body: first }",
          "  - when: { message.read: {} }",
          "    do: [{ note: read }]",
          "expect: [{ message.received: { from: acme } }]",
        ].join("\n"),
        "more.yaml": "script: [{ note: Ahead }]",
      },
    );
    const [scenario] = scenarios;
    expect(Object.keys(scenario?.people ?? {})).toEqual(["acme", "bob"]);
    expect(scenario?.script.map(({ name, where }) => ({ name, ...where }))).toEqual([
      { name: "note", file: "more.yaml", line: 1, column: 12 },
      { name: "sms", file: "parts/steps.yaml", line: 3, column: 5 },
      { name: "sms", line: 7, column: 5 },
    ]);
    expect(scenario?.rules).toMatchObject([
      { place: 2, where: { file: "parts/steps.yaml", line: 4, column: 5 } },
    ]);
    expect(scenario?.expect).toMatchObject([
      { where: { file: "parts/steps.yaml", line: 6, column: 12 } },
      { where: { line: 9, column: 5 } },
    ]);
    expect(texts).toHaveLength(4);
  });

  it("may include a file by two ways, and it counts once", () => {
    const { scenarios } = read("include: [a.yaml, b.yaml, common.yaml]", {
      "a.yaml": "include: common.yaml\nscript: [{ note: a }]",
      "b.yaml": "include: common.yaml\nscript: [{ note: b }]",
      "common.yaml": `${people}script: [{ note: common }]`,
    });
    expect(scenarios[0]?.script.map(({ input }) => input)).toEqual(["common", "a", "b"]);
  });
});

describe("mistakes", () => {
  it.each<[string, string, Files, string[]]>([
    [
      "in an included file stand at their place in it",
      "include: a.yaml",
      { "a.yaml": "script:\n  - note: ok\n  - sms: { from: acme, body: hi }\n  - note: a #1" },
      [
        "scenarios/a.yaml:3:5 missing_key `sms` needs `to`.",
        "scenarios/a.yaml:3:18 unknown_name Nobody in this file is called `acme`.",
        "scenarios/a.yaml:4:13 unquoted_hash A # after a space starts a comment, so `#1` is not part of the text.",
      ],
    ],
    [
      "a name that two files give",
      `include: a.yaml\n${people}`,
      { "a.yaml": people },
      ["scenarios/main.yaml:5:3 name_taken `acme` stands in line 2 of a.yaml already."],
    ],
    [
      "a number that two files give",
      "include: a.yaml\npeople: { bob: { number: +14155550123 } }",
      { "a.yaml": people },
      ["scenarios/main.yaml:4:26 number_taken `+14155550123` already belongs to `acme`."],
    ],
    [
      "what belongs to the whole",
      "include: a.yaml",
      { "a.yaml": "version: 2\nseed: 7\nexamples: []\nweather: fine" },
      [
        "scenarios/a.yaml:1:10 invalid_value This ringback reads version 1 of scenario files.",
        "scenarios/a.yaml:2:1 misplaced_key `seed` says something of a whole scenario, and this file is included by one.",
        "scenarios/a.yaml:3:1 misplaced_key `examples` says something of a whole scenario, and this file is included by one.",
        "scenarios/a.yaml:4:1 unknown_key `weather` is not a key of a scenario.",
      ],
    ],
    [
      "a circle",
      "include: a.yaml",
      { "a.yaml": "include: [b.yaml]", "b.yaml": "include: ./a.yaml" },
      ["scenarios/b.yaml:1:10 cannot_include `./a.yaml` would include itself: a.yaml → b.yaml → a.yaml."],
    ],
    [
      "a file that includes the scenario",
      "include: a.yaml",
      { "a.yaml": "include: main.yaml" },
      [
        "scenarios/a.yaml:1:10 cannot_include `main.yaml` would include itself: main.yaml → a.yaml → main.yaml.",
      ],
    ],
    [
      // What the missing file might have brought is not missed a second time.
      "a file that is not there",
      "include: [a.yaml, b.yaml]\nscript: [{ sms: { from: acme, to: +14155550124, body: hi } }]",
      { "b.yaml": "people: {}" },
      ["scenarios/main.yaml:3:11 cannot_include There is no file scenarios/a.yaml."],
    ],
    [
      "a file that is no YAML",
      "include: a.yaml\nscript: [{ notte: hi }]",
      { "a.yaml": "people:\n  acme: [\n" },
      [
        "scenarios/main.yaml:4:12 unknown_step `notte` is no step.",
        "scenarios/a.yaml:2:9 wrong_kind `acme` must be a map, but this is a list.",
        "scenarios/a.yaml:3:1 syntax A brace or bracket opened before is not closed by here.",
      ],
    ],
    [
      "a list for a map",
      `include: a.yaml\n${people}script: none`,
      { "a.yaml": "people: []\nscript: [{ note: x }]" },
      [
        "scenarios/main.yaml:6:9 wrong_kind `script` must be a list, but this is a text.",
        "scenarios/a.yaml:1:9 wrong_kind `people` must be a map, but this is a list.",
      ],
    ],
    [
      "an empty file",
      "include: a.yaml",
      { "a.yaml": "" },
      ["scenarios/a.yaml:1:1 empty_file This file is empty."],
    ],
    [
      "what is no path",
      "include: [{ a: b }, '', '${env.HOME}']",
      {},
      [
        "scenarios/main.yaml:3:11 wrong_kind `include` names files, but this is a map.",
        "scenarios/main.yaml:3:21 invalid_value This path is empty.",
        "scenarios/main.yaml:3:25 invalid_value A path cannot hold references: files are read before anything has a value.",
      ],
    ],
  ])("%s", (_title, own, files, expected) => {
    expect(mistakesOf(own, files)).toEqual(expected);
  });

  it("show the line of the included file", () => {
    expect(() => read("include: a.yaml", { "a.yaml": "\n  script: [{ notte: hi }]" })).toThrow(
      [
        "scenarios/a.yaml:2:14 unknown_step `notte` is no step.",
        "    script: [{ notte: hi }]",
        "               ^^^^^",
        "  Did you mean `note`?",
      ].join("\n"),
    );
  });

  it("end a staircase of files that never ends", () => {
    const step: ReadInclude = (path) => ({ text: `include: ${path}x`, file: path });
    expect(() => readScenarios("version: 1\nname: x\ninclude: a", "m.yaml", { readInclude: step })).toThrow(
      /A scenario may include 99 files, 15 inside one another/,
    );
  });

  it("say that a text by itself includes nothing", () => {
    expect(() => readScenarios("version: 1\nname: x\ninclude: a.yaml", "text")).toThrow(
      "text:3:10 cannot_include This text stands by itself and cannot include other files here.",
    );
  });
});

it("names the file of a place from the name of the scenario's own", () => {
  expect(fileOf({}, "scenarios/main.yaml")).toBe("scenarios/main.yaml");
  expect(fileOf({ file: "parts/a.yaml" }, "scenarios/main.yaml")).toBe("scenarios/parts/a.yaml");
  expect(fileOf({ file: "../a.yaml" }, "./scenarios/main.yaml")).toBe("a.yaml");
  expect(fileOf({ file: "/a.yaml" }, "scenarios/main.yaml")).toBe("/a.yaml");
});
