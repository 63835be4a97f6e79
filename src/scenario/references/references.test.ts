import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import * as z from "zod";
import { RingbackError } from "../../kernel/errors.ts";
import { checkFields } from "../check-fields.ts";
import { urlOrCommand } from "../fields/fields.ts";
import { readScenarios } from "../read-scenario.ts";
import { readScenarioText } from "../read-scenario-text.ts";
import { lineIndex } from "../source/line-index.ts";
import { readSource } from "../source/read-source.ts";
import { FakerNotLoaded, fakerMistake, fakerValue, prepareFaker } from "./faker-value.ts";
import { fillEnvironment } from "./fill-environment.ts";

const april = Date.parse("2026-04-01T10:22:00Z");

const frame =
  "version: 1\nname: x\npeople: { acme: { number: +14155550123 } }\nlines: { inbox: { provider: store, country: US } }\n";

it("a text that makes something up is read once faker is there", async () => {
  const text = `${frame}script: [{ note: 'Hi \${faker.person.firstName}' }]`;
  expect(() => readScenarios(text, "a.yaml")).toThrow(FakerNotLoaded);
  const { scenarios } = await readScenarioText(text, "a.yaml");
  expect(scenarios).toHaveLength(1);
});

describe("what faker makes up", () => {
  beforeAll(prepareFaker);

  it("is the same for the same seed and reference, and another for another", () => {
    const drawn = (name: string, seed = "7"): string | undefined => fakerValue(name, seed, april);
    expect(drawn("faker.person.fullName")).toBe("Dayana Adams");
    expect(drawn("faker.internet.email")).toBe(drawn("faker.internet.email"));
    expect(drawn("faker.person.fullName")).toBe("Dayana Adams");
    expect(drawn("faker.person.fullName#1")).toBe("Dayana Adams");
    expect(drawn("faker.person.fullName#2")).not.toBe("Dayana Adams");
    expect(drawn("faker.person.fullName", "8")).not.toBe("Dayana Adams");
  });

  it("knows the scenario's start for today", () => {
    const soon = Date.parse(fakerValue("faker.date.soon", "7", april) ?? "");
    expect(soon - april).toBeGreaterThan(0);
    expect(soon - april).toBeLessThan(2 * 86_400_000);
  });

  it("is a single value without a word on the terminal, whatever may be asked for", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const { cure = "" } = fakerMistake("faker.nothing.atAll") ?? {};
    const groups = cure.replace(/^.*: (.*)\.$/, "$1").split(", ");
    const names = groups.flatMap((group) =>
      (fakerMistake(`faker.${group}.unheardOfFunction`)?.cure ?? "")
        .replace(/^.*: (.*)\.$/, "$1")
        .split(", ")
        .map((name) => `faker.${group}.${name}`),
    );
    const accepted = names.filter((name) => fakerMistake(name) === undefined);
    expect(accepted.length).toBeGreaterThan(200);
    expect(accepted.filter((name) => typeof fakerValue(name, "7", april) !== "string")).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ["faker.person.fristName", "unknown_name", "Did you mean `${faker.person.firstName}`?"],
    ["faker.person.shoeSizeInInches", "unknown_name", /^Known in `faker.person`: firstName, /],
    ["faker.helpers.shuffle", "unknown_name", /^Known under `faker`: datatype, date, /],
    [
      "faker.person",
      undefined,
      "Write it like `${faker.person.firstName}`, with #2 behind it for another one.",
    ],
    ["faker.person.firstName()", undefined, /^Write it like/],
    ["faker.person.constructor", "unknown_name", /^Known in/],
    ["faker.airline.airport", undefined, "Write another one, or the text itself."],
    ["faker.date.between", undefined, "Write another one, or the text itself."],
  ])("refuses %s", (name, code, cure) => {
    const mistake = fakerMistake(name);
    expect(mistake?.code).toBe(code);
    expect(mistake?.cure).toMatch(cure);
  });

  it("is at home in steps and expectations only", () => {
    const text = frame.replace("name: x", "name: ${faker.person.firstName}");
    expect(() => readScenarios(text, "a.yaml")).toThrow(
      "a.yaml:2:7 invalid_value `${faker.person.firstName}` has no value here: it is read in steps and expectations.",
    );
  });
});

describe("the environment", () => {
  const read = (written: string): string[] => {
    const text = `url: ${written}`;
    const { root } = readSource(text, lineIndex(text));
    if (root === undefined) throw new Error("This is not YAML.");
    const schema = z.strictObject({ url: urlOrCommand("where to call") });
    return checkFields(root, schema, { text, names: new Set() }).map(
      ({ span, message }) => `${span.start} ${message}`,
    );
  };

  it("may stand in a URL or a command, and nothing else may", () => {
    expect(read("${env.AGENT_URL}/webhook")).toEqual([]);
    expect(read("http://${lines.inbox.number}/${env.A-B}")).toEqual([
      "12 `${lines.inbox.number}` has no value in a URL or a command, which are used before anything happens.",
      "34 `${env.A-B}` has no value in a URL or a command, which are used before anything happens.",
    ]);
  });

  it("is filled in when it is used", () => {
    const environment = { AGENT_URL: "http://127.0.0.1:4000" };
    expect(fillEnvironment("${env.AGENT_URL}/webhook?price=$${env.X}", environment)).toBe(
      "http://127.0.0.1:4000/webhook?price=${env.X}",
    );
  });

  it("refuses what is not set in a sentence", () => {
    expect(() => fillEnvironment("${env.AGENT_URL}/webhook", {})).toThrow(
      "The scenario uses ${env.AGENT_URL}, but the environment has no AGENT_URL. Set it, such as AGENT_URL=….",
    );
    expect(() => fillEnvironment("${env.constructor}", {})).toThrow(RingbackError);
  });
});

it("names that expectations capture and that steps save anywhere can be referred to", () => {
  const { scenarios } = readScenarios(
    [
      `${frame}script:`,
      "  - when: { message.received: {} }",
      "    do:",
      "      - request: { operation: store.services.list, save: services }",
      "  - note: ${services.services} ${seen} ${body}",
      "expect:",
      "  - message.received: { to: inbox }",
      "    capture: seen",
      "  - message.received: { to: inbox }",
      "    capture: { body: body }",
    ].join("\n"),
    "a.yaml",
  );
  expect(scenarios).toHaveLength(1);
});
