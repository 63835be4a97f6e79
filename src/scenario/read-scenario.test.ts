import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { JsonObject } from "../kernel/json.ts";
import { printDuration } from "./fields/print-duration.ts";
import { readScenario } from "./read-scenario.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Scenario } from "./scenario.ts";

/** The mistakes of a file, or undefined when it was read. */
const refusalOf = (text: string): readonly Diagnostic[] | undefined => {
  try {
    readScenario(text, "a.yaml");
    return undefined;
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    throw error;
  }
};

const mistakesOf = (text: string): ScenarioError => {
  const diagnostics = refusalOf(text);
  if (diagnostics === undefined) throw new Error("The file was read without a mistake.");
  return new ScenarioError(diagnostics);
};

/** Each mistake as `line:column code cure`. */
const listOf = (text: string): string[] =>
  mistakesOf(text).diagnostics.map(
    ({ line, column, code, cure }) => `${line}:${column} ${code}${cure === undefined ? "" : ` ${cure}`}`,
  );

/** Each warning as `line:column code`. */
const warningsOf = (text: string): string[] =>
  readScenario(text, "a.yaml").warnings.map(({ line, column, code }) => `${line}:${column} ${code}`);

const frame =
  "version: 1\nname: x\npeople: { acme: { number: +14155550123 } }\nlines: { inbox: { provider: store, country: US } }\n";
/** One item of a script, which then stands in line 6. */
const item = (text: string): string => `${frame}script:\n  - ${text}\n`;

describe("a good file", () => {
  const text = [
    "\ufeff# yaml-language-server: $schema=../schema/scenario.schema.json",
    "version: 1",
    "name: Late code   # a comment",
    "description: >-",
    "  One",
    "  two #3",
    "seed: 0042",
    "clock: { mode: 60x, start: 2026-04-01T12:22:00+02:00 }",
    "people:",
    "  acme: { number: +14155550123 }",
    "lines:",
    "  main: { provider: store, country: GB, type: mobile, number: +447700900123, locality: london, balanceUsd: 10.5 }",
    "  spare: { provider: store, country: US }",
    "script:",
    "  - note: 'Begin: {now}'",
    "  - after: 19s",
    "    sms:",
    "      from: acme",
    "      to: main",
    "      body: Your code is 012345, ok? {yes}",
    "  - at: 39m50s",
    "    otp: { from: acme, to: spare }",
    '  - otp: { from: acme, to: spare, code: 0123, expiresIn: 1m30s, text: "Use ${code}" }',
    "  - at: 2026-04-01T11:30:00Z",
    "    missed-call: { from: +442030000123, to: main, rings: 12s }",
  ].join("\r\n");

  it("is read as plain data", () => {
    const { scenario, warnings } = readScenario(text, "good.yaml");
    expect(warnings).toEqual([]);
    expect(scenario).toEqual({
      version: 1,
      name: "Late code",
      description: "One two #3",
      seed: "0042",
      clock: { mode: 60, start: Date.UTC(2026, 3, 1, 10, 22) },
      people: { acme: { number: "+14155550123" } },
      lines: {
        main: {
          provider: "store",
          country: "GB",
          type: "mobile",
          number: "+447700900123",
          locality: "london",
          balanceCents: 1050,
        },
        spare: { provider: "store", country: "US", type: "local" },
      },
      script: [
        { name: "note", input: "Begin: {now}", where: { line: 15, column: 5 } },
        {
          name: "sms",
          input: { from: "acme", to: "main", body: "Your code is 012345, ok? {yes}" },
          after: 19_000,
          where: { line: 17, column: 5 },
        },
        {
          name: "otp",
          input: { from: "acme", to: "spare", digits: 6 },
          at: { fromStart: 2_390_000 },
          where: { line: 22, column: 5 },
        },
        {
          name: "otp",
          input: { from: "acme", to: "spare", code: "0123", expiresIn: 90_000, text: "Use ${code}" },
          where: { line: 23, column: 5 },
        },
        {
          name: "missed-call",
          input: { from: "+442030000123", to: "main", rings: 12_000 },
          at: { instant: Date.UTC(2026, 3, 1, 11, 30) },
          where: { line: 25, column: 5 },
        },
      ],
    } satisfies Scenario);
    const stored: JsonObject = scenario;
    expect(JSON.parse(JSON.stringify(stored))).toEqual(scenario);
  });

  it("needs no more than a version and a name", () => {
    expect(readScenario("version: 1\nname: x", "a.yaml").scenario).toEqual({
      version: 1,
      name: "x",
      clock: {},
      people: {},
      lines: {},
      script: [],
    });
  });

  it.each([
    ["real", 1],
    ["auto", "auto"],
    ["manual", "manual"],
    ["0.5x", 0.5],
  ])("reads the clock's mode %s", (mode, expected) => {
    const { scenario } = readScenario(`version: 1\nname: x\nclock: { mode: ${mode}, start: now }`, "a.yaml");
    expect(scenario.clock).toEqual({ mode: expected, start: "now" });
  });

  it("may hold comments after texts, as long as a space follows the #", () => {
    const { scenario } = readScenario(item("note: hello # there"), "a.yaml");
    expect(scenario.script[0]?.input).toBe("hello");
  });

  it("may hold braces, colons and hashes between quotes or in a block of text", () => {
    const body = "{ ${people.acme.number}, #1: /x [y] }";
    for (const written of [`'${body}'`, `"${body}"`, `|-\n      ${body}`]) {
      expect(readScenario(item(`note: ${written}`), "a.yaml").scenario.script[0]?.input).toBe(body);
    }
  });

  it("warns of an empty script and of times that are over when their turn comes", () => {
    expect(warningsOf(`${frame}script: []`)).toEqual(["5:9 no_steps"]);
    expect(
      warningsOf(item("at: 5s\n    note: a\n  - after: 1s\n    note: b\n  - at: 3s\n    note: c")),
    ).toEqual(["10:9 already_past"]);
  });

  it("is the shipped example", () => {
    const file = new URL("../../scenarios/store-otp.yaml", import.meta.url);
    const { scenario, warnings } = readScenario(readFileSync(file, "utf8"), "store-otp.yaml");
    expect(warnings).toEqual([]);
    expect(scenario.script.map(({ name, after }) => [name, after])).toEqual([
      ["note", undefined],
      ["otp", 19_000],
      ["missed-call", 2_390_000],
    ]);
  });
});

const brace = "Quote it:";

describe("mistakes in the YAML", () => {
  it.each<[string, string, string[]]>([
    ["an empty file", "", ["1:1 empty_file A scenario needs at least `version: 1` and `name: …`."]],
    ["only comments", "# hello\n", ["1:1 empty_file A scenario needs at least `version: 1` and `name: …`."]],
    [
      "only a document's beginning",
      "---\n",
      ["1:1 empty_file A scenario needs at least `version: 1` and `name: …`."],
    ],
    ["a list", "- a", ["1:1 wrong_kind Begin with `version: 1`."]],
    ["a text", "hello", ["1:1 wrong_kind Begin with `version: 1`."]],
    [
      "a control character",
      "version: 1\nname: a\u0007b",
      [
        "2:8 unprintable_character Remove it, save the file as UTF-8, or write it as an escape inside double quotes.",
      ],
    ],
    [
      "half a character",
      "version: 1\nname: \ud800",
      [
        "2:7 unprintable_character Remove it, save the file as UTF-8, or write it as an escape inside double quotes.",
      ],
    ],
    [
      "old line ends",
      "version: 1\rname: a",
      ["1:11 unprintable_character Save the file with LF or CRLF line ends."],
    ],
    [
      "a second document",
      "version: 1\nname: x\n---\nversion: 1\n",
      ["3:1 second_document Remove the `---` or `...`, or move what follows to a file of its own."],
    ],
    ["a directive", "%YAML 1.1\n---\nversion: 1\nname: x\n", ["1:1 directive Remove the line."]],
    [
      "a tab that indents",
      `${frame}script:\n\t- note: a\n`,
      ["6:1 tab_indent Use spaces, two for each level."],
    ],
    [
      "an alias",
      item("note: *hey"),
      ["6:11 alias If it is meant as text, quote it: '*hey'. Otherwise write out what it stands for."],
    ],
    [
      "a star alone",
      item("note: *"),
      ["6:11 alias If it is meant as text, quote it: '*'. Otherwise write out what it stands for."],
    ],
    [
      "an anchor",
      item("note: &co hello"),
      ["6:11 anchor If the & belongs to the text, quote the text. Otherwise remove `&co`."],
    ],
    [
      "a tag",
      "version: !!int 1\nname: x",
      ["1:10 tag If the ! belongs to the text, quote it: '!!int 1'. Otherwise remove it."],
    ],
    [
      "a text that begins with !",
      item("note: !important read this"),
      ["6:11 tag If the ! belongs to the text, quote it: '!important read this'. Otherwise remove it."],
    ],
    [
      "a lone !",
      item("note: ! read this"),
      ["6:11 tag If the ! belongs to the text, quote it: '! read this'. Otherwise remove it."],
    ],
    [
      "a merge key",
      "version: 1\nname: x\n<<: { a: b }",
      ["3:1 merge_key Write out the keys it would bring in."],
    ],
    ["a key twice", "version: 1\nname: x\nname: y", ["3:1 duplicate_key Keep one of them."]],
    ["a list as a key", "version: 1\nname: x\n[a]: b", ["3:1 key_not_text Write `key: value`."]],
    ["a value without a key", "version: 1\nname: x\n: b", ["3:1 key_not_text Write `key: value`."]],
    ["a prototype key", "version: 1\nname: x\n__proto__: b", ["3:1 invalid_name Choose another."]],
    ["a key without a value", "version: 1\nname: x\nseed:\n", ["3:1 missing_value Write `seed: …`."]],
    [
      "a flow key without a value",
      item("sms: { from, to: inbox, body: hi }"),
      ["6:12 missing_value Write `from: …`, or quote the text before it if the comma belongs to that text."],
    ],
    [
      "a colon without a space",
      item("sms: { from:acme, to: inbox, body: hi }"),
      [
        "6:5 missing_key Add `from: …`, who sends it: a name of people or lines, or a number such as +14155550123.",
        "6:12 missing_value Put a space after the colon: `from: acme`.",
      ],
    ],
    ["an empty item", `${frame}script:\n  -\n  - note: a\n`, ["6:4 missing_value Remove it."]],
    [
      "a pattern in braces",
      item("sms: { from: acme, to: inbox, body: /\\d{6}/ }"),
      [`6:41 unquoted_flow ${brace} '/\\d{6}/'.`],
    ],
    [
      "a pattern with a comma",
      item("sms: { from: acme, to: inbox, body: /a,b/i }"),
      [`6:41 unquoted_flow ${brace} '/a,b/i'.`],
    ],
    [
      "a reference in braces",
      item("sms: { from: acme, to: inbox, body: ${code} }"),
      [`6:41 unquoted_flow ${brace} '\${code}'.`],
    ],
    [
      "a bracket in braces",
      item("sms: { body: Hi [you, me] !, from: acme, to: inbox }"),
      [`6:18 unquoted_flow ${brace} 'Hi [you, me] !'.`],
    ],
    [
      "an unbalanced bracket",
      item("sms: { from: acme, to: inbox, body: a[ }\n  - note: /x"),
      [
        `6:41 unquoted_flow ${brace} 'a['.`,
        "7:11 slash_value Quote it if it is text: '/x'. Otherwise close the pattern with a /.",
      ],
    ],
    [
      "a text that begins with a bracket",
      item("note: [urgent] call 'me'"),
      [`6:11 unquoted_flow ${brace} '[urgent] call ''me'''.`],
    ],
    ["a template", item("note: {{name}}, hello # sic"), [`6:11 unquoted_flow ${brace} '{{name}}, hello'.`]],
    [
      "a hash in braces",
      item("sms: { from: acme, to: inbox, body: Code #1234 }"),
      ["6:41 unquoted_hash Quote the text if the # belongs to it: 'Code #1234'."],
    ],
    [
      "a hash alone in braces",
      item("sms: { from: acme, to: inbox, body: # }"),
      ["6:41 unquoted_hash Quote the text if the # belongs to it: '#'."],
    ],
    [
      "a hash in a text",
      item("sms:\n      from: acme\n      to: inbox\n      body: Your code is #1234"),
      [
        "9:26 unquoted_hash Quote the text if the # belongs to it: 'Your code is #1234'; write `# ` with a space if it is a comment.",
      ],
    ],
    [
      "a hash at the start of a text",
      item("note: #1234"),
      [
        "6:11 unquoted_hash Quote the text if the # belongs to it: '#1234'; write `# ` with a space if it is a comment.",
      ],
    ],
    ["a comment instead of a value", item("note: # later"), ["6:5 missing_value Write `note: …`."]],
    [
      "a slash at the start",
      item("note: /help"),
      ["6:11 slash_value Quote it if it is text: '/help'. Otherwise close the pattern with a /."],
    ],
    [
      "a second colon",
      item("note: Reminder: call back"),
      [
        "6:11 unquoted_colon Quote the text if the colon belongs to it: 'Reminder: call back'. Otherwise put the map on lines of its own.",
      ],
    ],
    ["a reserved character", item("note: @home"), ["6:11 syntax Quote the text: '…'."]],
    [
      "a backslash in double quotes",
      item('note: "\\d"'),
      ["6:12 syntax Use single quotes, in which a backslash is a backslash."],
    ],
    [
      "an open quote",
      item("note: 'hello\n  - note: b"),
      ["6:11 syntax Close it; inside single quotes a quote is written twice: ''."],
    ],
    [
      "an open brace",
      item("sms: { from: acme\n  - note: b"),
      ["7:3 syntax Close it with } or ], and quote texts that hold brackets, commas or a # after a space."],
    ],
    [
      "a line out of place",
      item("note: a\n  more"),
      ["7:3 syntax Put a colon and a space after the key, or indent and quote the text it continues."],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listOf(text)).toEqual(expected);
  });

  it("says what stands before a mistake in the syntax, but not what may follow from it", () => {
    expect(
      listOf(`${frame}script:\n  - after: 5\n    note: a\n  - note: "\\d"\n  - note: b\n    sms: c\n`),
    ).toEqual([
      "6:12 invalid_value Write `5s` for seconds.",
      "8:12 syntax Use single quotes, in which a backslash is a backslash.",
    ]);
  });
});

describe("mistakes in the frame", () => {
  it.each<[string, string, string[]]>([
    [
      "nothing that is needed",
      "seed: 7",
      [
        "1:1 missing_key Add `version: …`, the version of the file format, 1.",
        "1:1 missing_key Add `name: …`, what the scenario is called.",
      ],
    ],
    ["another version", "version: 2\nname: x", ["1:10 invalid_value Write `version: 1`."]],
    [
      "an empty name",
      'version: 1\nname: ""',
      ["2:7 invalid_value Write what it says, or leave the key out."],
    ],
    ["a misspelt key", "version: 1\nname: x\nscirpt: []", ["3:1 unknown_key Did you mean `script`?"]],
    [
      "an unheard-of key",
      "version: 1\nname: x\nweather: fine",
      [expect.stringMatching(/^3:1 unknown_key Known here: version, name, description, /) as string],
    ],
    ["a text for a list", "version: 1\nname: x\nscript: hello", ["3:9 wrong_kind Write a list."]],
    [
      "a map for a text",
      "version: 1\nname: { a: b }",
      ["2:7 wrong_kind Write a plain text; quote it if it holds braces or brackets."],
    ],
    [
      "a bare factor",
      "version: 1\nname: x\nclock: { mode: 60 }",
      ["3:16 invalid_value Write `60x` for a factor."],
    ],
    [
      "a start without a zone",
      "version: 1\nname: x\nclock: { start: 2026-04-01T10:22:00 }",
      ["3:17 invalid_value Write `2026-04-01T10:22:00Z` for UTC."],
    ],
    [
      "a person without a number",
      "version: 1\nname: x\npeople: { acme: {} }",
      ["3:11 missing_key Add `number: …`, a number such as +14155550123."],
    ],
    [
      "a number in pretty form",
      "version: 1\nname: x\npeople:\n  acme: { number: +1 (415) 555-0123 }",
      ["4:19 invalid_value Write `+14155550123`, without spaces or signs."],
    ],
    [
      "a number without its plus",
      "version: 1\nname: x\npeople:\n  acme: { number: 14155550123 }",
      ["4:19 invalid_value Write `+14155550123`, with the + in front."],
    ],
    [
      "a bad name",
      "version: 1\nname: x\npeople:\n  1st one: { number: +14155550123 }",
      ["4:3 invalid_name Write up to 64 letters, digits, - and _, and begin with a letter."],
    ],
    [
      "lines of AgentPhone that it has not",
      "version: 1\nname: x\nlines:\n  a: { provider: agentphone, country: GB }\n  b: { provider: agentphone, country: US, type: mobile, balanceUsd: 5 }\n  c: { provider: store, country: US, agent: desk }\nagents: { desk: {} }",
      [
        "4:39 invalid_value Write US or CA.",
        "5:49 invalid_value Write sms or imessage, or leave it out.",
        "5:69 invalid_value Write `creditUsd` for an account instead.",
        "6:45 invalid_value Remove it, or write `provider: agentphone`.",
      ],
    ],
    [
      "a line all wrong",
      "version: 1\nname: x\nlines:\n  main: { provider: twilio, country: us, type: moblie, balanceUsd: $10, colour: red }",
      [
        "4:21 invalid_value Write one of: store, agentphone.",
        "4:38 invalid_value Write `US`.",
        "4:48 invalid_value Did you mean `mobile`? It may be: local, mobile, national, sms, imessage.",
        "4:68 invalid_value Write `10`.",
        "4:73 unknown_key Known here: provider, country, type, number, locality, balanceUsd, account, agent.",
      ],
    ],
    [
      "a country and a kind of number that nobody rents out",
      "version: 1\nname: x\nlines:\n  a: { provider: store, country: CH }\n  b: { provider: store, country: DE, type: mobile }",
      [
        "4:34 invalid_value Write one of: US, CA, GB, DE, FR, NL, ES, AU, NZ, SG, JP, BR.",
        "5:44 invalid_value Write one of: local, national.",
      ],
    ],
    [
      "a crisis line as a person",
      "version: 1\nname: x\npeople: { friend: { number: +18002738255 } }",
      ["3:29 invalid_value Use a number of your own, such as +14155550123."],
    ],
    [
      "a name and a number twice",
      "version: 1\nname: x\npeople: { a: { number: +14155550123 } }\nlines: { a: { provider: store, country: US, number: +14155550123 } }",
      ["4:10 name_taken Rename one of them.", "4:53 number_taken Give each its own number."],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listOf(text)).toEqual(expected);
  });
});

describe("mistakes in the script", () => {
  const steps =
    "sms, mms, imessage, reaction, otp, receipt, missed-call, call, ring, answer, voicemail, busy, no-answer, say, hear, press, agent, hang-up, request, webhook-test, fault, clear-fault, snapshot, note";
  const noCall =
    "6:5 no_call Put it behind a `call` step, or under `do` of a rule such as `when: { call.placed: { to: acme } }`.";
  it.each<[string, string, string[]]>([
    ["a misspelt step", item("smss: hi"), ["6:5 unknown_step Did you mean `sms`?"]],
    ["a misspelt step", item("snapshots: hi"), ["6:5 unknown_step Did you mean `snapshot`?"]],
    [
      "a receipt for no text",
      item("receipt: { status: failed }"),
      [
        "6:5 missing_key Add `from` and `to`, or put it under `do` of a rule such as `when: { message.sent: { to: acme } }`.",
      ],
    ],
    [
      "a receipt for half a text",
      item("receipt: { status: failed, from: inbox }"),
      ["6:32 invalid_value Add `to`, or leave both out."],
    ],
    [
      "a receipt for two texts",
      item('receipt: { status: failed, from: inbox, to: acme, message: "x" }'),
      ["6:55 invalid_value Keep one of them."],
    ],
    [
      "a reason why a text was delivered",
      item("receipt: { status: delivered, from: inbox, to: acme, why: x }"),
      ["6:58 invalid_value Leave it out, or write undelivered or failed."],
    ],
    ["a misspelt step without a value", item("hangup"), ["6:5 no_step Did you mean `hang-up`?"]],
    [
      "a step without the value that it needs",
      item("ring"),
      ["6:5 no_step `ring` needs more than its name: `- ring: 15s`."],
    ],
    [
      "a key of a step that may be a text as well",
      item("call: { from: acme, to: +14155550186 }\n  - say: { txt: hi }\n  - hear: { match: /a/ }"),
      [
        "7:5 missing_key Add `text: …`, what is said.",
        "7:12 unknown_key Did you mean `text`?",
        "8:13 unknown_key Known here: matching, contains, text, digits, within, save, otherwise.",
      ],
    ],
    [
      "values behind steps that have none",
      item("call: { from: acme, to: +14155550186 }\n  - hang-up:\n    after: 1s"),
      ["7:5 missing_value Write `hang-up: {}`."],
    ],
    [
      "a # alone",
      item("call: { from: acme, to: +14155550186 }\n  - press: #\n  - hang-up"),
      ['7:5 missing_value Write `press: "#"`, since a # alone begins a comment.'],
    ],
    [
      "what belongs inside `hear`",
      item("call: { from: acme, to: +14155550186 }\n  - hear: hi\n    otherwise: [hang-up]"),
      ["8:5 unknown_key Write `hear: { contains: …, otherwise: […] }`."],
    ],
    [
      "a step after the end of its call",
      item(
        "when: { call.placed: { to: acme } }\n    do: [busy, say: Hello?, call: { from: acme, to: +14155550186 }, say: Hi]",
      ),
      ["7:16 step_misplaced Put it before `busy`, or begin another call with a `call` step."],
    ],
    [
      "a step for the other side of the call",
      item("call: { from: acme, to: +14155550186 }\n  - answer\n  - voicemail: Hi"),
      [
        "7:5 step_misplaced Leave it out; a rule such as `when: { call.placed: { to: acme } }` plays people whom a line calls.",
        "8:5 step_misplaced Leave it out; a rule such as `when: { call.placed: { to: acme } }` plays people whom a line calls.",
      ],
    ],
    [
      "a call to a line of the store's",
      item("call: { from: acme, to: inbox }"),
      ["6:29 step_misplaced Use `missed-call`, or call a line of AgentPhone's."],
    ],
    [
      "a caller who talks without steps and with them",
      item("call: { from: acme, to: +14155550186, says: [Hi] }\n  - say: hi"),
      ["7:5 step_misplaced Remove `says` from the `call`, and write a `say` for each sentence."],
    ],
    ["a step of a call in no call", item("say: hi"), [noCall]],
    ["the same without a value", item("hang-up"), [noCall]],
    ["a step of a call before the call", item("busy\n  - call: { from: acme, to: +14155550186 }"), [noCall]],
    [
      "a step of a call when it is over",
      item("when: { call.ended: {} }\n    do: [say: hi]"),
      [`7:10 ${noCall.slice(4)}`],
    ],
    [
      "a step of a call in a rule about texts",
      item("when: { message.received: {} }\n    do:\n      - hear: { contains: hi, otherwise: [hang-up] }"),
      [`8:9 ${noCall.slice(4)}`, `8:43 ${noCall.slice(4)}`],
    ],
    [
      "two things to hear",
      item("call: { from: acme, to: +14155550186 }\n  - hear: { matching: /a/, digits: 12 }"),
      ["7:28 invalid_value Write a `hear` for each."],
    ],
    [
      "keys that no telephone has",
      item("call: { from: acme, to: +14155550186 }\n  - press: 12a"),
      ["7:12 invalid_value Write up to 64 of the keys 0 to 9, * and #, such as 123#."],
    ],
    [
      "a text",
      item("hello"),
      [`6:5 no_step Write a map with the name of a step (${steps}), such as \`note: a caption\`.`],
    ],
    [
      "a time and no step",
      item("after: 5s"),
      [`6:5 no_step Write a map with the name of a step (${steps}), such as \`note: a caption\`.`],
    ],
    ["two steps", item("note: a\n    otp: b"), ["7:5 two_steps Begin a new item with a dash."]],
    [
      "two times",
      item("after: 5s\n    at: 5s\n    note: a"),
      ["7:5 two_times Keep `after` to count from the step before, or `at` to count from the start."],
    ],
    ["a bare number", item("after: 30\n    note: a"), ["6:12 invalid_value Write `30s` for seconds."]],
    ["a duration with spaces", item("after: 39m 50s\n    note: a"), ["6:12 invalid_value Write `39m50s`."]],
    [
      "a date without a time",
      item("at: 2026-04-01\n    note: a"),
      ["6:9 invalid_value Write `2026-04-01T00:00:00Z`."],
    ],
    [
      "a moment before the start",
      `${item("at: 2026-04-01T10:21:59Z\n    note: a")}clock: { start: 2026-04-01T10:22:00Z }\n`,
      ["6:9 before_start Move it, or `clock.start`."],
    ],
    [
      "a misspelt name",
      item("sms: { from: acne, to: inbox, body: hi }"),
      ["6:18 unknown_name Did you mean `acme`?"],
    ],
    [
      "a name nobody has",
      item("sms: { from: grandmother, to: inbox, body: hi }"),
      [
        "6:18 unknown_name Known names: acme, inbox. Add it to `people`, or write a number such as +14155550123.",
      ],
    ],
    [
      "a number in pretty form",
      item("sms: { from: (415) 555-0123, to: inbox, body: hi }"),
      ["6:18 invalid_value Write + and the country code, then digits only, 7 to 15 in all: +14155550123."],
    ],
    [
      "a misspelt key of a step",
      item("sms: { from: acme, too: inbox, body: hi }"),
      [
        "6:5 missing_key Add `to: …`, who gets it: a name of people or lines, or a number such as +14155550123.",
        "6:24 unknown_key Did you mean `to`?",
      ],
    ],
    [
      "too many digits",
      item("otp: { from: acme, to: inbox, digits: 9 }"),
      ["6:43 invalid_value Write a whole number from 4 to 8."],
    ],
    [
      "a code of letters",
      item("otp: { from: acme, to: inbox, code: abcd }"),
      ["6:41 invalid_value Write 4 to 8 digits, such as 834921."],
    ],
    [
      "a code of another length",
      item("otp: { from: acme, to: inbox, digits: 4, code: 123456 }"),
      ["6:43 invalid_value Leave `digits` out."],
    ],
    [
      "a text without the code",
      item("otp: { from: acme, to: inbox, text: Hello }"),
      ["6:41 invalid_value Put ${code} where the code belongs, or use an `sms` step."],
    ],
    [
      "a misspelt person of an iMessage",
      item("imessage: { from: acne, to: inbox, body: hi }"),
      ["6:23 unknown_name Did you mean `acme`?"],
    ],
    [
      "an Apple ID where none writes",
      item("sms: { from: nina@example.com, to: inbox, body: hi }"),
      [
        "6:18 unknown_name Known names: acme, inbox. Add it to `people`, or write a number such as +14155550123.",
      ],
    ],
    [
      "a file without an address",
      item("mms: { from: acme, to: inbox, media: [door.jpg] }"),
      [
        "6:43 invalid_value Write one that begins with https:// or http://, such as https://example.com/webhook.",
      ],
    ],
    [
      "a reaction that there is not",
      item("reaction: { from: acme, to: inbox, reaction: loves }"),
      ["6:50 invalid_value Write love, like, dislike, laugh, emphasize, question, or an emoji."],
    ],
    [
      "an agent that nobody declares",
      item("webhook-test: { agent: desk }"),
      ["6:28 unknown_name Add it under `agents`: `desk: {}`."],
    ],
    [
      "a text for a map",
      item("missed-call: acme"),
      ["6:18 wrong_kind Write a map with these keys: from, to, rings."],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listOf(text)).toEqual(expected);
  });

  it("are reported all at once, with the line and a caret", () => {
    const error = mistakesOf(
      `${frame}script:\n  - sms: { from: acm, to: inbox, body: \${code} }\n  - after: 5\n    note: /x\nsede: 7\n`,
    );
    expect(error.code).toBe("scenario_invalid");
    expect(error.message).toBe(
      [
        "a.yaml:6:18 unknown_name Nobody in this file is called `acm`.",
        "    - sms: { from: acm, to: inbox, body: ${code} }",
        "                   ^^^",
        "  Did you mean `acme`?",
        "",
        "a.yaml:6:40 unquoted_flow `${code}` stands unquoted inside braces or brackets, where YAML takes { } [ ] and , for its own.",
        "    - sms: { from: acm, to: inbox, body: ${code} }",
        "                                         ^^^^^^^",
        "  Quote it: '${code}'.",
        "",
        "a.yaml:7:12 invalid_value `5` is a number without a unit.",
        "    - after: 5",
        "             ^",
        "  Write `5s` for seconds.",
        "",
        "a.yaml:8:11 slash_value `/x` begins like a pattern but is not one: patterns are written /…/ or /…/i.",
        "      note: /x",
        "            ^^",
        "  Quote it if it is text: '/x'. Otherwise close the pattern with a /.",
        "",
        "a.yaml:9:1 unknown_key `sede` is not a key of a scenario.",
        "  sede: 7",
        "  ^^^^",
        "  Did you mean `seed`?",
      ].join("\n"),
    );
  });
});

describe("mistakes in rules", () => {
  const rule = (when: string, rest = "do: [note: a]"): string => item(`when: ${when}\n    ${rest}`);
  it.each<[string, string, string[]]>([
    [
      "an event that tells how time goes",
      rule("{ clock.jumped: {} }"),
      [
        "6:13 not_available Name an event of the story itself. `budget: { time: 2h }` bounds how long it takes.",
      ],
    ],
    ["an event alone", rule("message.read"), ["6:11 wrong_kind Write `when: { message.read: {} }`."]],
    ["no event", rule("{}"), ["6:11 invalid_value Write one such as `{ message.received: { to: inbox } }`."]],
    ["a misspelt event", rule("{ mesage.read: {} }"), ["6:13 unknown_event Did you mean `message.read`?"]],
    [
      "two events",
      rule("{ message.read: {}, call.missed: {} }"),
      ["6:31 invalid_value Write a `when` item for each."],
    ],
    ["a misspelt field", rule("{ message.read: { lin: inbox } }"), ["6:29 unknown_key Did you mean `line`?"]],
    [
      "an unheard-of field",
      rule("{ message.read: { colour: red } }"),
      ["6:29 unknown_key Known here: line, messageId."],
    ],
    [
      "a misspelt name",
      rule("{ message.read: { line: inbx } }"),
      ["6:35 unknown_name Did you mean `inbox`?"],
    ],
    [
      "a number in pretty form",
      rule("{ message.read: { line: +1 (212) 555-0186 } }"),
      ["6:35 invalid_value Write `+12125550186`, without spaces or signs."],
    ],
    [
      "letters for an amount",
      rule("{ balance.changed: { newMinor: much } }"),
      ["6:42 invalid_value Write digits, or a map such as { gte: 1250 }."],
    ],
    [
      "a bound for a text",
      rule("{ otp.issued: { code: { gt: 5 } } }"),
      ["6:39 invalid_value Write the value itself."],
    ],
    [
      "a misspelt word of matchers",
      rule("{ otp.issued: { code: { contain: 5 } } }"),
      ["6:35 unknown_key Did you mean `contains`?"],
    ],
    [
      "a part of a number",
      rule("{ otp.issued: { from: { contains: 555 } } }"),
      ["6:45 invalid_value Write the value itself, or a pattern."],
    ],
    [
      "existing a little",
      rule("{ otp.issued: { expiresAt: { exists: maybe } } }"),
      ["6:48 invalid_value Write true or false."],
    ],
    ["one of a text", rule("{ otp.issued: { code: { oneOf: x } } }"), ["6:42 wrong_kind Write [a, b]."]],
    [
      "a list for a value",
      rule("{ otp.issued: { code: [x] } }"),
      ["6:33 wrong_kind Write `{ oneOf: [ … ] }` for one of several."],
    ],
    [
      "a pattern that refers back",
      rule("{ otp.issued: { code: '/(.)\\1/' } }"),
      [
        "6:33 invalid_pattern Look at its brackets, put \\ before signs that are meant; RE2 has no look-ahead and no reference back.",
      ],
    ],
    [
      "a pattern with braces in braces",
      rule("{ otp.issued: { code: /\\d{6}/ } }"),
      [`6:33 unquoted_flow ${brace} '/\\d{6}/'.`],
    ],
    [
      "a star in braces",
      rule("{ otp.issued: { from: * } }"),
      ["6:33 alias If it is meant as text, quote it: '*'. Otherwise write out what it stands for."],
    ],
    [
      "no times",
      rule("{ message.read: {} }", "times: 0\n    do: [note: a]"),
      ["7:12 invalid_value Write a whole number from 1 to 1000000."],
    ],
    [
      "nothing to do",
      rule("{ message.read: {} }", "do: []"),
      ["7:9 invalid_value Add a step, or remove the rule."],
    ],
    [
      "no list of steps",
      item("when: { message.read: {} }"),
      ["6:5 missing_key Add `do: …`, the steps to take."],
    ],
    [
      "a time of its own",
      rule("{ message.read: {} }", "after: 5s\n    do: [note: a]"),
      ["7:5 unknown_key Put `after` on a step under `do`."],
    ],
    [
      "a misspelt key of a rule",
      rule("{ message.read: {} }", "time: 2\n    do: [note: a]"),
      ["7:5 unknown_key Did you mean `times`?"],
    ],
    [
      "a mistake in a rule in a rule",
      rule(
        "{ message.read: {} }",
        "do:\n      - when: { otp.issued: {} }\n        do:\n          - sms: { from: acm, to: inbox, body: a }",
      ),
      ["10:26 unknown_name Did you mean `acme`?"],
    ],
    [
      "a moment before the start in a rule",
      `${rule("{ message.read: {} }", "do: [{ at: 2026-04-01T10:21:59Z, note: a }]")}clock: { start: 2026-04-01T10:22:00Z }\n`,
      ["7:16 before_start Move it, or `clock.start`."],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listOf(text)).toEqual(expected);
  });
});

describe("mistakes in references", () => {
  const literal = "Write `$${` for a literal `${`.";
  it.each<[string, string, string[]]>([
    [
      "a name nobody saves",
      item("note: The code is ${code}."),
      [`6:23 unknown_name Save it with \`save: code\` in an otp or a request. ${literal}`],
    ],
    [
      "a misspelt saved name",
      item("note: 'It is ${cod}'\n  - otp: { from: acme, to: inbox, save: code }"),
      ["6:18 unknown_name Did you mean `${code}`?"],
    ],
    [
      "a misspelt person",
      item("note: Call ${people.acne.number}"),
      ["6:16 unknown_name Did you mean `${people.acme.number}`?"],
    ],
    [
      "a person for a line",
      item("note: Call ${lines.acme.number}"),
      ["6:16 unknown_name Add it to `lines`."],
    ],
    [
      "a person without what of them",
      item("note: Call ${people.acme}"),
      ["6:16 invalid_value Write `${people.acme.number}`."],
    ],
    [
      "the environment",
      item("note: Hi ${env.USER}"),
      ["6:14 invalid_value The environment can be used in URLs and commands only. Write the value itself."],
    ],
    [
      "an example in a file without any",
      item("note: Hi ${example.user}"),
      ["6:14 unknown_name Add `examples: [{ user: … }]`, or write `$${` for a literal `${`."],
    ],
    [
      "a reference in a rule to what nothing saves",
      item("{ when: { message.received: { body: '${code}' } }, do: [{ note: x }] }"),
      [expect.stringMatching(/^6:42 unknown_name Save it with/) as string],
    ],
    ["an open brace", item("note: Hi ${code"), [`6:14 invalid_value Add a }. ${literal}`]],
    [
      "a name that cannot be saved",
      item("otp: { from: acme, to: inbox, save: people }"),
      ["6:41 invalid_name Choose another: this word begins references of its own."],
    ],
    [
      "a reference deep in a request",
      item("request:\n      operation: store.quotes.create\n      with: { catalogItemId: 'a ${b}' }"),
      [`8:33 unknown_name Save it with \`save: b\` in an otp or a request. ${literal}`],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listOf(text)).toEqual(expected);
  });

  it("are none where a name is saved anywhere, stands for the code of its own text, or is literal", () => {
    const text = item(
      "note: ${code} and $${none}\n  - otp: { from: acme, to: inbox, text: 'Say ${code}', save: code }",
    );
    expect(warningsOf(text)).toEqual([]);
  });
});

describe("mistakes in requests", () => {
  const ask = (rest: string): string => item(`request: { ${rest} }`);
  it.each<[string, string, string[]]>([
    [
      "a misspelt operation",
      ask("operation: store.purchase.create"),
      ["6:27 unknown_operation Did you mean `store.purchases.create`?"],
    ],
    [
      "a control",
      ask("operation: control.people.text"),
      [expect.stringMatching(/^6:27 unknown_operation Known here: store\./) as string],
    ],
    ["a missing input", ask("operation: store.services.get"), ["6:5 missing_key Add `serviceId: …`."]],
    [
      "a misspelt input",
      ask("operation: store.services.list, with: { limits: 5 }"),
      ["6:56 unknown_key Did you mean `limit`?"],
    ],
    [
      "letters for a number",
      ask("operation: store.services.list, with: { limit: many }"),
      ["6:63 invalid_value Write a number."],
    ],
    [
      "a number too large",
      ask("operation: store.services.list, with: { limit: 500 }"),
      ["6:63 invalid_value The operation says: Too big: expected number to be <=100."],
    ],
    [
      "a text for the input",
      ask("operation: store.services.list, with: all"),
      ["6:54 wrong_kind Write `{ key: value }`."],
    ],
    [
      "a misspelt field of the answer",
      ask("operation: store.services.list, answers: { service: [] }"),
      ["6:59 unknown_key Did you mean `services`?"],
    ],
    [
      "a text for a list in the answer",
      ask("operation: store.services.list, answers: { services: none }"),
      ["6:69 wrong_kind Write a list."],
    ],
    [
      "a field deep in the answer",
      ask("operation: store.services.list, answers: { services: [{ ident: x }] }"),
      ["6:72 unknown_key Known here: id, status, serviceType, displayName."],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listOf(text)).toEqual(expected);
  });
});

describe("hostile files", () => {
  const megabyte = 1024 * 1024;
  const half = 250 * 1024;
  const filled = (unit: string, length = half): string => unit.repeat(Math.floor(length / unit.length));

  it.each<[string, string, string]>([
    ["a megabyte of brackets", filled("[", megabyte), "1:1 too_large"],
    ["brackets", filled("["), "1:65 too_deep"],
    ["braces", filled("{a: "), "1:257 too_deep"],
    ["braces on lines", filled("a: {\n"), "65:4 too_deep"],
    ["dashes", filled("- "), "1:129 too_deep"],
    ["question marks", filled("? "), "1:129 too_deep"],
    ["colons", filled(": "), "1:129 too_deep"],
    [
      "indentation",
      Array.from({ length: 700 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
      "202:202 too_deep",
    ],
    [
      "anchors and aliases that multiply",
      "version: 1\nname: x\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
      "3:1 unknown_key",
    ],
    ["a hundred anchors and more", filled("a: &a b\n"), "1:4 anchor"],
    ["an open quote", `"${filled("a\n")}`, "1:1 syntax"],
    ["many quotes", filled('"\n', 50_000), "3:1 syntax"],
    ["a flow of keys", `{${filled("a,", 50_000)}}`, "1:1 missing_key"],
  ])("%s", (_title, text, first) => {
    const [{ line, column, code } = { line: 0, column: 0, code: "" }] = mistakesOf(text).diagnostics;
    expect(`${line}:${column} ${code}`).toBe(first);
  });

  it("get no more than a hundred mistakes and a count of the rest", () => {
    const { diagnostics } = mistakesOf(
      `version: 1\nname: x\n${Array.from({ length: 150 }, (_, n) => `k${n}: v\n`).join("")}`,
    );
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({
      code: "too_many",
      line: 103,
      message: "There are 50 more mistakes from here on.",
    });
  });

  it("keep a very long line out of their report", () => {
    const error = mistakesOf(`version: 1\nname: x\nweather: '${"x".repeat(400_000)}'\n`);
    expect(JSON.stringify(error.details).length).toBeLessThan(5000);
    expect(error.message.length).toBeLessThan(500);
  });
});

const fragments = [
  "version: 1\n",
  "name: x\n",
  "script:\n",
  "people:\n",
  "lines: ",
  "  - ",
  "- ",
  "sms: ",
  "otp: ",
  "note: ",
  "{ ",
  " }",
  "[",
  "]",
  ", ",
  ": ",
  "#",
  " #1",
  "*a",
  "&a ",
  "!b ",
  "'",
  '"',
  "/",
  "\\",
  "${code}",
  "|\n",
  ">-\n",
  "\n",
  "\r\n",
  "\t",
  "---\n",
  "...\n",
  "? ",
  "when: ",
  "message.read: ",
  "times: ",
  "do:\n",
  "request: ",
  "operation: store.quotes.create",
  "with: ",
  "answers: ",
  "save: code",
  "not: ",
  "oneOf: ",
  "/a(/",
  "${",
  "$${",
  "<<",
  "__proto__",
  "constructor",
  "from",
  "to",
  "acme",
  "+14155550123",
  "5s",
  "30",
  "\ufeff",
  "%YAML 1.1\n",
  "@",
  "`",
  "  ",
];

describe("any text", () => {
  it("is either read or refused with at least one mistake that lies in the file", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join("")),
      fc.array(fc.constantFrom(...fragments), { maxLength: 25 }).map((parts) => item(parts.join(""))),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.replace(/^\ufeff/, "").split("\n");
        const mistakes = refusalOf(text);
        expect(mistakes).not.toEqual([]);
        for (const { line, column, length } of mistakes ?? []) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
          expect(length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a printed scenario", () => {
  const number = fc.integer({ min: 1_000_000, max: 999_999_999_999 }).map((digits) => `+1${digits}`);
  const words = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((text) => text.trim() !== "" && !text.includes("${"));
  const milliseconds = fc.integer({ min: 0, max: 10_000_000_000 });
  const step = fc.record({
    after: fc.option(milliseconds, { nil: undefined }),
    body: words,
    from: fc.constantFrom("ann", "bob"),
    to: number,
  });

  it("reads back as it was", () => {
    const file = fc.record({
      name: words,
      seed: words,
      steps: fc.array(step, { maxLength: 5 }),
      numbers: fc.uniqueArray(number, { minLength: 2, maxLength: 2 }),
    });
    fc.assert(
      fc.property(
        file,
        fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
        ({ name, seed, steps, numbers }, style) => {
          const [ann, bob] = numbers;
          const script = steps.map(({ after, ...sms }) => ({
            ...(after === undefined ? {} : { after: printDuration(after) }),
            sms,
          }));
          const people = { ann: { number: ann }, bob: { number: bob } };
          const text = stringify(
            { version: "1", name, seed, people, script },
            // Plain texts that begin with a slash or hold `{{` are refused on purpose, so those are printed quoted.
            {
              schema: "failsafe",
              defaultStringType: /\//.test(JSON.stringify([name, seed, steps])) ? "QUOTE_DOUBLE" : style,
            },
          );
          const { scenario } = readScenario(text, "a.yaml");
          expect({ name: scenario.name, seed: scenario.seed, people: scenario.people }).toEqual({
            name,
            seed,
            people,
          });
          expect(scenario.script.map(({ after, input }) => ({ after, ...(input as JsonObject) }))).toEqual(
            steps.map(({ after, ...sms }) => ({ after, ...sms })),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
