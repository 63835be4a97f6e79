import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { githubSummary } from "../src/scenario/report/github-summary.ts";
import type { AgentReport, Report, ScenarioResult } from "../src/scenario/report/report.ts";
import { reporters } from "../src/scenario/report/reporters.ts";
import { readXml } from "./support/read-xml.ts";
import { failedWith, failureWith, reportOf, resultWith } from "./support/scenario-results.ts";

/** All that a reporter prints for a report. */
const written = (
  name: string,
  report: Report,
  { colours = false, total = report.results.length } = {},
): string => {
  const texts: string[] = [];
  const reporter = reporters.find((known) => known.name === name);
  const open = reporter?.open({ print: (text) => texts.push(text), colours, total });
  for (const result of report.results) open?.ended(result);
  open?.finished(report);
  return texts.join("\n");
};

const lines = (...all: readonly string[]): string => all.join("\n");

const agentWith = (output: string, changes: Partial<AgentReport> = {}): AgentReport => ({
  command: "node agent.js",
  exitCode: 0,
  signal: null,
  output,
  cut: 0,
  ...changes,
});

const nearly = failureWith({
  excerpt: '- otp.used: { code: "${code}", to: acme }\n  ^^^^^^^^',
  seen: [
    {
      at: 19_000,
      seq: 14,
      what: "otp.used by inbox",
      differences: [
        { path: "code", wanted: "“834921”", found: "“834912”" },
        { path: "expired", wanted: "false", found: "true" },
      ],
    },
    { at: 2_390_000, seq: 20, what: "otp.used by inbox", differences: [] },
  ],
});

it("is a line for each scenario and one for all when everything passes", () => {
  const report = reportOf(resultWith(), resultWith({ name: "A missed call", example: "from London" }));
  expect(written("terminal", report)).toBe(
    lines(
      "✓ A code arrives  1h 2m of the world's time in 35 ms",
      "✓ A missed call (from London)  1h 2m of the world's time in 35 ms",
      "",
      "2 passed in 1.2 s",
    ),
  );
});

it("shows a person whose fault it is, what was wanted and what was seen instead", () => {
  const agent = agentWith("asking …\nno code yet\n", { exitCode: 1 });
  expect(written("terminal", reportOf(failedWith({ failures: [nearly], agent })))).toBe(
    lines(
      "✗ A code arrives  1h 2m of the world's time in 35 ms",
      "",
      "✗ A code arrives  scenarios/otp.yaml",
      "  The agent's fault: expectation_not_met",
      "  scenarios/otp.yaml:12:5",
      "  No otp.used with code “834921” came within 30s.",
      '    - otp.used: { code: "${code}", to: acme }',
      "      ^^^^^^^^",
      "  Seen, nearest first:",
      "    19s #14 otp.used by inbox",
      "      code     wanted “834921”",
      "               found  “834912”",
      "      expired  wanted false",
      "               found  true",
      "    39m50s #20 otp.used by inbox",
      "      fits in every field",
      "  → Let the agent type the code that the text holds.",
      "  ringback explain expectation_not_met",
      "",
      "  It ended because nothing happened any more, after 1h 2m of the world's time. 1 of 2 expectations were met.",
      "  Seed 7, run hash 5d3ea1.",
      "  The agent (node agent.js) exited with code 1. Its output:",
      "  │ asking …",
      "  │ no code yet",
      "",
      "0 passed, 1 failed in 1.2 s",
    ),
  );
});

it.each([
  ["agent", "The agent's fault: expectation_not_met"],
  ["scenario", "The scenario's fault: expectation_not_met"],
  ["ringback", "ringback's own fault: expectation_not_met"],
  ["not emulated", "Not emulated: expectation_not_met"],
  ["upstream", "The real carrier's fault: expectation_not_met"],
] as const)("says in plain words when it is a fault of: %s", (blame, words) => {
  const text = written("terminal", reportOf(failedWith({ failures: [failureWith({ blame })] })));
  expect(text.split("\n")).toContain(`  ${words}`);
});

it("lists what happened too often without a word about its fields, ten at the most", () => {
  const seen = Array.from({ length: 12 }, (_, index) => ({
    at: index * 1500,
    seq: index + 3,
    what: "message.sent to acme",
    differences: [],
  }));
  const text = written("terminal", reportOf(failedWith({ failures: [failureWith({ seen })] })));
  expect(text).toContain(
    lines("  Seen:", "    0s #3 message.sent to acme", "    1s500ms #4 message.sent to acme", ""),
  );
  expect(text).toContain(lines("    13s500ms #12 message.sent to acme", "    … and 2 more", "  →"));
});

it("sums repeats up, and tells attempts that failed alike once", () => {
  const attempts = [failedWith, resultWith, failedWith, resultWith, resultWith].map((make, index) =>
    make({ attempt: index + 1, attempts: 5, ...(index === 3 && { runHash: "0ther" }) }),
  );
  const text = written("terminal", reportOf(...attempts));
  expect(text).toContain("✗ A code arrives, attempt 3 of 5  1h 2m");
  expect(text).toContain("  Attempt 3 failed in the same way.\n");
  expect(text.match(/ringback explain/g)).toHaveLength(1);
  expect(text).toContain(
    "\nA code arrives: 3 of 5 passed (pass^5 no), 2 different run hashes: the agent asked for other things, or at other times\n",
  );
  const passed = attempts.map(({ attempt }) => resultWith({ attempt, attempts: 5 }));
  expect(written("terminal", reportOf(...passed))).toContain("A code arrives: 5 of 5 passed (pass^5 yes)\n");
});

it("counts scenarios that were not run, and says where a world was held open", () => {
  const report = reportOf(failedWith({ heldAt: "http://127.0.0.1:5550", timed: true }));
  const text = written("terminal", report, { total: 3 });
  expect(text).toContain("0 passed, 1 failed, 2 not run in 1.2 s");
  expect(text).toContain("  Its world still answers at http://127.0.0.1:5550.\n");
  expect(text).toContain("  Real time had a say in this run, so another one may go another way.\n");
});

it("says no more than what is wrong about a file that cannot be played", () => {
  const mistake = failureWith({
    code: "too_many",
    blame: "scenario",
    message: "There are 3 more mistakes from here on.",
    cure: "",
  });
  const name = "scenarios/otp.yaml";
  const result = failedWith({ name, file: name, failures: [mistake], ending: "not started", virtualMs: 0 });
  expect(written("terminal", reportOf(result))).toBe(
    lines(
      "✗ scenarios/otp.yaml  could not be played",
      "",
      "✗ scenarios/otp.yaml",
      "  The scenario's fault: too_many",
      "  scenarios/otp.yaml:12:5",
      "  There are 3 more mistakes from here on.",
      "  ringback explain too_many",
      "",
      "0 passed, 1 failed in 1.2 s",
    ),
  );
});

it("tells a warning of several attempts once, and lets it fail nothing", () => {
  const warnings = [{ code: "rule_never_fired", message: "Nothing matched.", cure: "Look at `when`." }];
  const report = reportOf(
    resultWith({ warnings, attempts: 2 }),
    resultWith({ warnings, attempts: 2, attempt: 2 }),
  );
  const text = written("terminal", report);
  expect(text.match(/Warning/g)).toHaveLength(1);
  expect(text).toContain("Warning (A code arrives): rule_never_fired Nothing matched. Look at `when`.");
});

it("has colours only for those who see them", () => {
  const report = reportOf(failedWith({ failures: [nearly] }));
  const coloured = written("terminal", report, { colours: true });
  expect(coloured).toContain("\u001b[31m“834912”\u001b[0m");
  // eslint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).toBe(written("terminal", report));
});

it("lines fields up by the columns they take, whatever the script", () => {
  const differences = [
    { path: "lines.電話.unread", wanted: "0", found: "2" },
    { path: "to", wanted: "acme", found: "salon" },
  ];
  const seen = [{ at: 0, seq: 1, what: "the state at the end", differences }];
  const text = written("terminal", reportOf(failedWith({ failures: [failureWith({ seen })] })));
  expect(text).toContain(
    lines(
      "      lines.電話.unread  wanted 0",
      "                         found  2",
      "      to                 wanted acme",
      "                         found  salon",
    ),
  );
});

it("lets no output steer the terminal or the CI server", () => {
  const output = "\u001b[2J\u001b[31mred\u001b[0m\u0008bell\r\n::error file=x::mine\n\u202egnp.exe";
  const failure = failureWith({ message: "It said:\n::add-mask::everything\nand\u001b]0;title\u0007 more." });
  const text = written("terminal", reportOf(failedWith({ failures: [failure], agent: agentWith(output) })));
  expect(text).toContain("  │ red�bell\n  │ ::error file=x::mine\n  │ �gnp.exe\n");
  expect(text).toContain("\n  │ ::add-mask::everything\n");
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});

it("shows the end of a huge output, and stays quick", () => {
  const output = `${Array.from({ length: 5000 }, (_, line) => `line ${line}`).join("\n")}\n${"x".repeat(60_000)}`;
  const text = written("terminal", reportOf(failedWith({ agent: agentWith(output, { cut: 1_000_000 }) })));
  expect(text).toContain("The last 30 lines of its output (--report json has more):\n  │ line 4971\n");
  expect(text).toContain(`  │ ${"x".repeat(500)}…\n`);
  expect(text.length).toBeLessThan(5000);
});

it.each(["terminal", "junit", "json", "github", "summary"])("masks keys in %s", (name) => {
  const key = "ask_live_main_k1.s3cr3t-Token";
  const failure = failureWith({
    message: `Refused: ${key}.`,
    excerpt: `key: ${key}`,
    seen: [
      {
        at: 0,
        seq: 1,
        what: key,
        differences: [{ path: "authorization", wanted: "“x”", found: `“${key}”` }],
      },
    ],
  });
  const output = `KEY=${key}\nMY_sk_live_main_abc123\nask_live_ma\u001b[1min_s3cr3t\u001b[0m\n`;
  const report = reportOf(
    failedWith({ failures: [failure], agent: agentWith(output, { command: `agent --key ${key}` }) }),
    failedWith({ name: "Cut off", agent: agentWith("s3cr3t_tail\nlater", { cut: 9 }) }),
  );
  const text = name === "summary" ? githubSummary(report) : written(name, report);
  expect(text).toContain("ask_live_…");
  expect(text).not.toMatch(/s3cr3t|abc123/);
});

it("writes JUnit XML with a suite for each file", () => {
  const report = reportOf(
    resultWith(),
    failedWith({ failures: [nearly, failureWith({ code: "agent_exit" })], agent: agentWith("bye\n") }),
    resultWith({
      file: "./flows/late.yml",
      name: "Late",
      warnings: [{ code: "already_past", message: "Late." }],
    }),
    failedWith({ file: "./flows/late.yml", failures: [failureWith({ code: "syntax", blame: "scenario" })] }),
  );
  const root = readXml(written("junit", report));
  expect(root).toMatchObject({
    name: "testsuites",
    attributes: { name: "ringback", tests: "4", failures: "1", errors: "1", time: "1.234" },
    children: [
      {
        name: "testsuite",
        attributes: {
          name: "scenarios/otp.yaml",
          tests: "2",
          failures: "1",
          errors: "0",
          skipped: "0",
          time: "0.070",
        },
        children: [
          { name: "properties", children: [{ attributes: { name: "ringback", value: "1.2.3" } }] },
          {
            name: "testcase",
            attributes: { classname: "scenarios.otp", name: "A code arrives", time: "0.035" },
            children: [],
          },
          {
            attributes: { name: "A code arrives #2", file: "scenarios/otp.yaml", line: "12" },
            children: [
              {
                name: "failure",
                attributes: {
                  type: "expectation_not_met",
                  message: "The agent's fault: No otp.used with code “834921” came within 30s. (and 1 more)",
                },
              },
              { name: "system-out", text: "The agent (node agent.js) exited with code 0.\nbye\n" },
            ],
          },
        ],
      },
      {
        attributes: { name: "./flows/late.yml", failures: "0", errors: "1" },
        children: [
          { name: "properties" },
          {
            attributes: { classname: "flows.late" },
            children: [{ name: "system-err", text: "already_past Late." }],
          },
          { children: [{ name: "error", attributes: { type: "syntax" } }] },
        ],
      },
    ],
  });
  const told = root.children[0]?.children[2]?.children[0]?.text;
  expect(told).toContain("               found  “834912”".slice(4));
  expect(told).toContain("ringback explain agent_exit");
});

it("writes XML that is well-formed whatever is in it", () => {
  const nasty = "<a b=\"1\">&amp; ]]> \u0000\u0008\uffff\ud800 \t\r\n '😀' \u0085";
  const result = failedWith({
    name: nasty,
    file: nasty,
    failures: [failureWith({ code: nasty, message: nasty })],
    warnings: [{ code: "x", message: nasty }],
    agent: agentWith(nasty, { command: nasty }),
  });
  const testCase = readXml(written("junit", reportOf(result))).children[0]?.children[1];
  expect(testCase?.attributes["name"]).toBe("<a b=\"1\">&amp; ]]>  \t\r\n '😀' \u0085");
  expect(testCase?.children[1]?.text).toContain('<a b="1">&amp; ]]>');
  expect(readXml(written("junit", reportOf()))).toMatchObject({
    name: "testsuites",
    attributes: { tests: "0" },
  });
});

it("writes the report as it is for programs, and docs/reports.md tells every field", () => {
  const agent = agentWith("hello\n");
  const warnings = [
    { code: "already_past", message: "Late.", cure: "Move it.", place: { file: "a", line: 1, column: 1 } },
  ];
  const whole: ScenarioResult = failedWith({
    failures: [nearly],
    agent,
    warnings,
    example: "row",
    heldAt: "http://x",
  });
  const report = reportOf(whole);
  expect(JSON.parse(written("json", report))).toEqual(report);
  const page = readFileSync(resolve(import.meta.dirname, "../docs/reports.md"), "utf8");
  const [difference] = nearly.seen?.[0]?.differences ?? [];
  for (const part of [
    report,
    whole,
    nearly,
    nearly.place,
    nearly.seen?.[0],
    difference,
    agent,
    warnings[0],
  ]) {
    for (const field of Object.keys(part ?? {})) expect(page).toMatch(new RegExp(`\`${field}\\??\``));
  }
  for (const { name, summary, example } of reporters) {
    expect(page).toContain(`| \`${name}\``);
    expect(page).toContain(summary.replace(/^For /, "").slice(1));
    expect(page).toContain(`\n${example}\n`);
  }
});

it("annotates the lines of scenario files on GitHub", () => {
  const warnings = [{ code: "rule_never_fired", message: "Nothing matched.", cure: "Look at `when`." }];
  const failure = failureWith({
    message: "100% wrong:\r\na, b",
    place: { file: "a,b:c.yaml", line: 3, column: 7 },
  });
  const result = failedWith({ name: "One: two, 3%", failures: [failure], warnings });
  const report = reportOf({ ...result, attempts: 2 }, { ...result, attempts: 2, attempt: 2 });
  expect(written("github", report)).toBe(
    lines(
      "::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=The agent's fault%3A expectation_not_met in One%3A two%2C 3%25::100%25 wrong:%0Aa, b%0A→ Let the agent type the code that the text holds.%0Aringback explain expectation_not_met",
      "::warning file=scenarios/otp.yaml,title=rule_never_fired in One%3A two%2C 3%25::Nothing matched. Look at `when`.",
    ),
  );
});

it("sums up in Markdown for a GitHub step", () => {
  const output = "```\n<script>\n";
  const summary = githubSummary(
    reportOf(resultWith({ name: "a | b <i> *c*" }), failedWith({ agent: agentWith(output) })),
  );
  expect(summary).toContain(
    lines(
      "## ringback: 1 passed, 1 failed in 1.2 s",
      "",
      "| scenario | verdict | the world's time | real time |",
      "|---|---|---|---|",
      "| a &#124; b &lt;i> &#42;c&#42; | ✓ passed | 1h 2m | 35 ms |",
      "| A code arrives | ✗ The agent's fault: expectation&#95;not&#95;met | 1h 2m | 35 ms |",
      "",
      "<details><summary>A code arrives (scenarios/otp.yaml)</summary>",
      "",
      "````text",
      "The agent's fault: expectation_not_met",
    ),
  );
  expect(summary).toMatch(/│ ```\n│ <script>\n````\n\n<\/details>\n$/);
});

it("keeps the summary below what GitHub takes", () => {
  const agent = agentWith(`${"電".repeat(400)}\n`.repeat(30));
  const many = Array.from({ length: 3000 }, (_, index) =>
    failedWith({ name: `Scenario ${index}`, ...(index < 50 && { agent }) }),
  );
  const summary = githubSummary(reportOf(...many));
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toMatch(/\| … and \d+ more \|/);
  expect(summary).toMatch(/… and \d+ more failed\.\n$/);
});
