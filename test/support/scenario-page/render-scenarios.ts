import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { matchers } from "../../../src/api/match/matchers.ts";
import { firstScenario } from "../../../src/cli/templates/first-scenario.ts";
import { expectations } from "../../../src/scenario/expect/expectations.ts";
import { frameSchema } from "../../../src/scenario/frame-schema.ts";
import { readScenario } from "../../../src/scenario/read-scenario.ts";
import { ruleSchema } from "../../../src/scenario/rules/read-rule.ts";
import { playedKeys } from "../../../src/scenario/schema/field-schema.ts";
import { steps } from "../../../src/scenario/steps/steps.ts";
import { frameExamples, frameNotes, referenceRows, traps } from "./frame-examples.ts";
import { keysTable, shallowRows } from "./keys-table.ts";
import { pageText } from "./page-text.ts";
import { fileOfStep, firstMistake, listOf, wholeFile } from "./play-piece.ts";

const words = { names: new Set(["acme", "inbox"]), references: true };

/** The page docs/scenarios.md, from the declarations of everything that a scenario may hold. */
export const renderScenarios = (): string =>
  [
    pageText.head,
    yaml(firstScenario.content({ hasPackage: false, hasRingback: false, hasVitest: false })),
    pageText.afterFirst,
    yaml(longerExample()),
    pageText.reading,
    trapTable(),
    pageText.frame,
    frameTable(),
    ...playedKeys(frameSchema()).map(([key, field]) => frameSection(key, field)),
    pageText.script,
    ...steps.map(stepSection),
    pageText.rules,
    yaml(ruleExample),
    "",
    keysTable(ruleSchema(words.names)),
    pageText.expectations,
    ...expectations.map(expectationSection),
    pageText.matchers,
    ...matchers.map(matcherSection),
    pageText.references,
    referenceTable(),
    pageText.afterReferences,
    pageText.commandLine,
  ]
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n");

/** A rule as the page shows it. */
export const ruleExample = [
  "- when: { message.received: { from: acme, body: { contains: code } } }",
  "  times: 2",
  "  do:",
  "    - after: 3s",
  "      sms: { from: acme, to: inbox, body: Did you get it? }",
].join("\n");

const yaml = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

const longerExample = (): string => {
  const file = resolve(import.meta.dirname, "../../../scenarios/otp-signup.yaml");
  return readFileSync(file, "utf8").replace(/^(#.*\n)+/, "");
};

const trapTable = (): string => {
  const rows = traps.map(([wrong]) => {
    const { message, cure } = firstMistake(wholeFile(listOf("script", wrong)));
    return `${yaml(wrong)}\n\n> ${message}\n> ${cure}\n`;
  });
  return rows.join("\n");
};

const frameTable = (): string => {
  const rows = shallowRows(frameSchema()).map(
    ({ key, what, isNeeded }) => `| \`${key}\` | ${isNeeded ? "needed" : ""} | ${what} |`,
  );
  return ["| key | | what it is |", "|---|---|---|", ...rows].join("\n");
};

const frameSection = (key: string, field: unknown): string => {
  const table = keysTable(field);
  const isListed = key === "script" || key === "expect";
  return isListed || (table === "" && !wantsExample.has(key))
    ? ""
    : `\n### ${key}\n\n${frameNotes[key] ?? ""}\n\n${yaml(frameExamples[key] ?? "")}\n\n${table}`;
};

const wantsExample: ReadonlySet<string> = new Set(["include", "examples"]);

const stepSection = (step: (typeof steps)[number]): string => {
  const { scenario } = readScenario(fileOfStep(step), "story.yaml");
  const { script, rules } = scenario;
  const read = [...script, ...(rules?.[0]?.do.script ?? [])].find(({ name }) => name === step.name);
  const told = read === undefined ? "" : `\nIn reports: ${step.explain(read.input).replace(/\.$/, "")}.`;
  return `\n### ${step.name}\n\n${step.summary}${step.inCall === undefined ? "" : " Played in a call."}\n\n${yaml(step.example)}\n\n${keysTable(step.schema())}\n${told}`;
};

const expectationSection = (kind: (typeof expectations)[number]): string => {
  const { name, summary, example } = kind;
  const title = name === "event" ? "the name of an event" : name;
  const key = name === "event" ? "message.received" : name;
  return `\n### ${title}\n\n${summary}\n\n${yaml(example)}\n\n${keysTable(kind.schema(key, words))}`;
};

const matcherSection = ({
  name,
  summary,
  example,
  words: keys,
  judges,
}: (typeof matchers)[number]): string => {
  const title = keys.length === 0 ? `(${name})` : keys.join(", ");
  const kinds = judges.length === 0 || judges.includes("flag") ? "" : ` For: ${judges.join(", ")}.`;
  return `\n### ${title}\n\n${summary}${kinds}\n\n${yaml(example)}`;
};

const referenceTable = (): string =>
  [
    "| written | meaning |",
    "|---|---|",
    ...referenceRows.map(([reference, meaning]) => `| \`${reference}\` | ${meaning} |`),
  ].join("\n");
