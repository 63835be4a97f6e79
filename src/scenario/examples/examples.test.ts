import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario, readScenarios } from "../read-scenario.ts";
import { ScenarioError } from "../scenario-error.ts";
import { lineIndex } from "../source/line-index.ts";
import { readSource } from "../source/read-source.ts";
import type { SourceNode } from "../source/source-tree.ts";
import { fillRow } from "./fill-row.ts";

const frame = [
  "version: 1",
  "name: Sign-up with ${example.digits} digits",
  "people: { acme: { number: +14155550123 } }",
  "lines: { inbox: { provider: store, country: US } }",
  "script:",
].join("\n");

/** A file with examples in line 1 and one item of a script in line 7. */
const file = (examples: string, item: string): string => `examples: ${examples}\n${frame}\n  - ${item}\n`;

const otp = 'otp: { from: acme, to: inbox, digits: "${example.digits}", expiresIn: "${example.minutes}m" }';

const mistakesOf = (text: string): string[] => {
  try {
    readScenarios(text, "a.yaml");
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics.map(
      ({ line, column, code, message, cure }) => `${line}:${column} ${code} ${message} ${cure}`,
    );
  }
  throw new Error("The file was read without a mistake.");
};

describe("a file with examples", () => {
  it("is one scenario for each row", () => {
    const rows = "[{ name: short, digits: 4, minutes: 5 }, { digits: 8, minutes: 10 }]";
    const { scenarios, warnings } = readScenarios(file(rows, otp), "a.yaml");
    expect(warnings).toEqual([]);
    expect(scenarios).toMatchObject([
      {
        name: "Sign-up with 4 digits",
        example: "short",
        script: [{ input: { digits: 4, expiresIn: 300_000 }, where: { line: 7, column: 5 } }],
      },
      {
        name: "Sign-up with 8 digits",
        example: "2",
        script: [{ input: { digits: 8, expiresIn: 600_000 }, where: { line: 7, column: 5 } }],
      },
    ]);
  });

  it("can be read for one row only", () => {
    const rows = "[{ digits: 4, minutes: 5 }, { digits: wrong, minutes: 10 }]";
    const { scenarios } = readScenarios(file(rows, otp), "a.yaml", { example: "1" });
    expect(scenarios).toHaveLength(1);
  });

  it("can say the label, quote what looks like a reference, and bring references of its own", () => {
    const rows = "[{ digits: '${lines.inbox.number}' }]";
    const item = 'note: "${example.name}: $${example.digits} is ${example.digits}"';
    const { scenario } = readScenario(file(rows, item), "a.yaml");
    expect(scenario.script[0]?.input).toBe("1: $${example.digits} is ${lines.inbox.number}");
  });

  it("fills in what an included file says, too", () => {
    const { scenarios } = readScenarios(
      "version: 1\nname: x\ninclude: b.yaml\nexamples: [{ word: a }, { word: b }]",
      "a.yaml",
      { readInclude: (path) => ({ text: "script: [{ note: '${example.word}' }]", file: path }) },
    );
    expect(scenarios.flatMap(({ script }) => script.map(({ input }) => input))).toEqual(["a", "b"]);
  });

  it("warns of a key that nothing uses", () => {
    const { warnings } = readScenarios(file("[{ digits: 4, colour: red }]", "note: hi"), "a.yaml");
    expect(warnings).toMatchObject([
      { line: 1, column: 25, code: "unused_example", message: "Nothing uses `colour`." },
    ]);
  });

  it("is refused where one scenario is wanted", () => {
    const rows = "[{ name: short, digits: 4 }, { digits: 8 }]";
    expect(() => readScenario(file(rows, "note: hi"), "a.yaml")).toThrow(
      "a.yaml holds 2 scenarios, one for each row of its examples. Choose one: a.yaml#short, a.yaml#2.",
    );
  });
});

describe("mistakes", () => {
  const note = "note: hi";
  const form = "Write a list of maps, such as `[{ digits: 4 }, { digits: 8 }]`.";
  it.each<[string, string, string, string[]]>([
    [
      "a map for a list",
      "{ digits: 4 }",
      note,
      [`1:11 wrong_kind \`examples\` must be a list of maps, but this is a map. ${form}`],
    ],
    [
      "no rows",
      "[]",
      note,
      [
        "1:1 invalid_value These examples have no rows, so there would be no scenario. Add a row, or leave `examples` out.",
      ],
    ],
    [
      "a text for a row",
      "[short]",
      note,
      [`1:12 wrong_kind A row must be a map, but this is a text. ${form}`],
    ],
    [
      "a map for a value",
      "[{ digits: { a: b } }]",
      note,
      ["1:22 wrong_kind `digits` must be a text, but this is a map. Write a single value."],
    ],
    [
      "rows that differ",
      "[{ digits: 4, a: b }, { digits: 8, c: d }]",
      note,
      [
        "1:33 missing_key This row has no `a`, which the first one has. Add `a: …`.",
        "1:46 unknown_key The first row has no `c`, and all rows have the same keys. Add it to every row, or remove it.",
      ],
    ],
    [
      "one name for two rows",
      "[{ digits: 4, name: 2 }, { digits: 8 }]",
      note,
      ["1:36 name_taken Another row is called `2` already. Give each row a name of its own."],
    ],
    [
      "a row that refers to rows",
      "[{ digits: '${example.name}' }]",
      note,
      ["1:22 invalid_value A row cannot refer to rows. Write the value itself."],
    ],
    [
      "a key that cannot be named",
      "[{ digits: 4, 2nd: x }]",
      note,
      [
        "1:25 invalid_name `2nd` cannot be the key of a row. Write up to 64 letters, digits, - and _, and begin with a letter.",
      ],
    ],
    [
      "a field that rows do not have, told once for all of them",
      "[{ digits: 4 }, { digits: 8 }]",
      "note: so many ${example.digit}",
      ["7:19 unknown_name No row has `digit`. Did you mean `${example.digits}`?"],
    ],
    [
      "a value that does not fit, told with its row",
      "[{ digits: 4 }, { name: many, digits: 12 }]",
      'otp: { from: acme, to: inbox, digits: "${example.digits}" }',
      ["7:43 invalid_value With the row `many`: `12` does not fit here. Write a whole number from 4 to 8."],
    ],
    [
      "a mistake of several rows, told once",
      "[{ digits: +14155550123 }, { digits: ann }, { digits: ben }, { digits: ben, name: d }]",
      "sms: { from: acme, to: '${example.digits}', body: hi }",
      [
        "7:28 unknown_name With the row `2`: Nobody in this file is called `ann`. Known names: acme, inbox. Add it to `people`, or write a number such as +14155550123.",
        "7:28 unknown_name With the rows `3`, `d`: Nobody in this file is called `ben`. Known names: acme, inbox. Add it to `people`, or write a number such as +14155550123.",
      ],
    ],
    [
      "a reference that is not closed",
      "[{ digits: 4 }]",
      "note: so many ${example.digits",
      ["7:19 invalid_value `${example.digits` is not closed. Add a }. Write `$${` for a literal `${`."],
    ],
    [
      "a name that the language has taken",
      "[{ digits: 4 }]",
      "otp: { from: acme, to: inbox, save: example }",
      [
        "7:41 invalid_name `example` cannot be the name of a saved value. Choose another: this word begins references of its own.",
      ],
    ],
  ])("%s", (_title, rows, item, expected) => {
    expect(mistakesOf(file(rows, item))).toEqual(expected);
  });
});

/** Every place of a tree, in order. */
const spansOf = (node: SourceNode): readonly unknown[] =>
  node.kind === "text"
    ? [node.span, node.swallowed]
    : node.kind === "list"
      ? [node.span, ...node.items.flatMap(spansOf)]
      : [node.span, ...node.entries.flatMap(({ key, keySpan, value }) => [key, keySpan, ...spansOf(value)])];

it("a row that is filled in never moves anything", () => {
  const word = fc.constantFrom(
    "a",
    "${example.digits}",
    "$${example.digits}",
    "${code}",
    "${example.x}",
    "#b",
    "${",
  );
  const scalar = fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map((words) => JSON.stringify(words.join(" ")));
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc
        .array(tie("value"), { maxLength: 3 })
        .map((values) => `{ ${values.map((each, n) => `k${n}: ${each}`).join(", ")} }`),
    ),
  }));
  fc.assert(
    fc.property(value, fc.string(), (written, digits) => {
      const text = `root: ${written}\n`;
      const { root } = readSource(text, lineIndex(text));
      if (root === undefined) throw new Error(`This was not read: ${text}`);
      const span = { start: 0, end: 0 };
      const values = new Map([["digits", { kind: "text" as const, text: digits, span, flawed: false }]]);
      const ignore = (): void => {};
      const filled = fillRow(root, {
        row: { label: "1", values },
        hasExamples: true,
        text,
        report: ignore,
        onUse: ignore,
      });
      expect(spansOf(filled)).toEqual(spansOf(root));
      expect(filled === root || text.includes("${example.")).toBe(true);
    }),
  );
});
