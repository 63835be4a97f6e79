import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { matchers } from "../src/api/match/matchers.ts";
import { expectations } from "../src/scenario/expect/expectations.ts";
import { readScenarios } from "../src/scenario/read-scenario.ts";
import { scenarioSchema } from "../src/scenario/schema/scenario-schema.ts";
import { steps } from "../src/scenario/steps/steps.ts";
import { frameExamples, referenceRows, traps } from "./support/scenario-page/frame-examples.ts";
import { listOf, wholeFile } from "./support/scenario-page/play-piece.ts";
import { ruleExample } from "./support/scenario-page/render-scenarios.ts";

const file = resolve(import.meta.dirname, "../schema/scenario.schema.json");

it("has schema/scenario.schema.json as the declarations say", () => {
  const rendered = `${JSON.stringify(scenarioSchema(), null, 2)}\n`;
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, rendered);
  expect(readFileSync(file, "utf8")).toBe(rendered);
});

// Editors know words that the draft does not, such as errorMessage; they are let pass and said to be known.
const editorWords = ["errorMessage", "patternErrorMessage", "markdownDescription"];
const validator = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
editorWords.forEach((word) => validator.addKeyword(word));
const check = validator.compile(scenarioSchema());

/** What an editor says about a file. It parses YAML as YAML does, so that `+14155550123` is a number to it. */
const complaints = (text: string): readonly string[] =>
  check(parse(text))
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

const script = (items: string): string => wholeFile(listOf("script", items));
const expecting = (items: string): string => wholeFile(listOf("expect", items));

describe("an editor finds nothing wrong with", () => {
  const folder = resolve(import.meta.dirname, "../scenarios");
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

  it.each(files)("scenarios/%s, which says where its schema is", (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=../schema/scenario.schema.json");
    expect(complaints(text)).toEqual([]);
  });

  it.each([
    ...steps.map(({ example }) => script(example)),
    ...matchers.map(({ example }) => script(example)),
    ...expectations.map(({ example }) => expecting(example)),
    ...Object.values(frameExamples).map((example) => wholeFile(example)),
    ...referenceRows.map(([, , items]) => script(items)),
    ...traps.map(([, right]) => script(right)),
    script(ruleExample),
  ])("%s", (text) => {
    expect(complaints(text)).toEqual([]);
  });

  it.each([
    "- otp: { from: acme, to: inbox, code: 012345 }",
    "- otp: { from: acme, to: inbox, digits: '${example.digits}', expiresIn: '${example.time}' }",
    "- sms: { from: '${example.who}', to: '${lines.inbox.number}', body: 1234 }",
    "- at: 2026-04-01T10:22:00Z\n  note: true",
    "- request: { operation: store.phone.topups.create, with: { serviceId: 001, amountUsd: '${price.x}' } }",
    "- when: { balance.changed: { newMinor: { gte: '${price.x}' }, owner: 001 } }\n  times: 3\n  do: [note: x]",
    "- when: { message.received: { from: { oneOf: [acme, +1415*, +442030000123] } } }\n  do:\n    - when: { call.missed: {} }\n      do: [note: x]",
  ])("%s", (items) => {
    expect(complaints(script(items))).toEqual([]);
  });
});

describe("an editor shows that something is wrong with", () => {
  const wrongFiles = [
    "version: 2\nname: x",
    "version: 1",
    "version: 1\nname: x\nscritp: []",
    "version: 1\nname: x\nclock: { mode: 60 }",
    "version: 1\nname: x\nclock: { mode: fast }",
    "version: 1\nname: x\nclock: { start: 2026-04-01 }",
    "version: 1\nname: x\npeople: { acme: { number: 555 } }",
    "version: 1\nname: x\npeople: { acme: { number: +1 415 555 0123 } }",
    "version: 1\nname: x\npeople: { 4cme: { number: +14155550123 } }",
    "version: 1\nname: x\npeople: { acme: { number: +14155550123, answers: maybe } }",
    "version: 1\nname: x\nlines: { inbox: { provider: store, country: us } }",
    "version: 1\nname: x\nlines: { inbox: { provider: store, country: US, balanceUsd: -3 } }",
    "version: 1\nname: x\nfaults: [{ api: store.*, times: 0, answer: { status: 503 } }]",
    "version: 1\nname: x\nfaults: [{ api: store.*, answer: { status: 200 } }]",
  ];
  const wrongItems = [
    "- hello",
    "- after: 3s",
    "- smss: { from: acme, to: inbox, body: x }",
    "- sms: { from: acme, to: inbox }",
    "- sms: { from: acme, to: inbox, body: x, boddy: y }",
    "- note: x\n  sms: { from: acme, to: inbox, body: y }",
    "- note: x\n  after: 3s\n  at: 4s",
    "- note: x\n  after: 3",
    "- note: x\n  after: 3 min",
    "- note: x\n  times: 2",
    "- otp: { from: acme, to: inbox, digits: 9 }",
    "- otp: { from: acme, to: inbox, code: 12a4 }",
    "- otp: { from: acme, to: inbox, save: 1st }",
    "- request: { operation: store.catalogue.search }",
    "- request: { operation: store.catalog.search, with: { limt: 3 } }",
    "- request: { operation: store.catalog.search, with: { limit: many } }",
    "- request: { operation: store.catalog.search, answers: { itmes: [] } }",
    "- when: { message.recieved: {} }\n  do: [note: x]",
    "- when: { message.received: {}, call.missed: {} }\n  do: [note: x]",
    "- when: { message.received: { form: acme } }\n  do: [note: x]",
    "- when: { message.received: { body: { containz: x } } }\n  do: [note: x]",
    "- when: { message.received: { body: { gt: 3 } } }\n  do: [note: x]",
    "- when: { message.received: {} }",
    "- when: { message.received: {} }\n  do: []",
    "- when: { message.received: {} }\n  after: 3s\n  do: [note: x]",
    "- when: { message.received: {} }\n  do: [after: 3s]",
  ];
  const wrongExpectations = [
    "- message.recieved: {}",
    "- message.received: { frm: acme }",
    "- message.received: {}\n  never: { call.missed: {} }",
    "- message.received: {}\n  within: 3",
    "- message.received: {}\n  times: often",
    "- message.received: {}\n  times: { least: 1 }",
    "- never: { message.received: {} }\n  within: 3s",
    "- order: { message.received: {} }",
    "- budget: { request: 3 }",
    "- within: 3s",
  ];
  const wrong = [...wrongFiles, ...wrongItems.map(script), ...wrongExpectations.map(expecting)];

  it.each(wrong)("%s", (text) => {
    expect(complaints(text)).not.toEqual([]);
    // An editor is not stricter than ringback itself.
    expect(() => readScenarios(`${text}\n`, "story.yaml")).toThrow(/story\.yaml:/);
  });
});
