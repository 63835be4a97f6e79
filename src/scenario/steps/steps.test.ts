import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { readScenario } from "../read-scenario.ts";
import { steps } from "./steps.ts";

const people =
  "people: { acme: { number: +14155550123 } }\nlines: { inbox: { provider: store, country: US } }\n";

const read = (item: string) => {
  const text = `version: 1\nname: x\n${people}script:\n${item.replaceAll(/^/gm, "  ")}\n`;
  const [step] = readScenario(text, "a.yaml").scenario.script;
  const definition = steps.find(({ name }) => name === step?.name);
  if (step === undefined || definition === undefined) throw new Error("No step was read.");
  return { input: step.input, definition };
};

/** What a step asks for, in order. */
const run = async (item: string): Promise<unknown[]> => {
  const asked: unknown[] = [];
  const { input, definition } = read(item);
  await definition.run(input, {
    invoke: async (operation: string, asking: JsonObject) => {
      asked.push([operation, asking]);
      return { code: "834921", services: [] };
    },
    note: (text) => void asked.push(text),
    save: (name, value) => void asked.push([name, value]),
    numberOf: (name) => ({ acme: "+14155550123", inbox: "+12125550186" })[name] ?? `nobody is called ${name}`,
  });
  return asked;
};

describe.each(steps.map((step) => [step.name, step] as const))("%s", (_name, step) => {
  it("has an example that is read and explained", () => {
    const { input, definition } = read(step.example);
    expect(definition).toBe(step);
    expect(step.explain(input)).not.toBe("");
    expect(step.summary).toMatch(/\.$/);
  });
});

describe("running a step", () => {
  const parties = { from: "+14155550123", to: "+12125550186" };

  it("texts", async () => {
    expect(await run("- sms: { from: acme, to: inbox, body: 'Hi, you' }")).toEqual([
      ["control.people.text", { ...parties, body: "Hi, you" }],
    ]);
  });

  it("leaves numbers as they are", async () => {
    expect(await run("- sms: { from: +442030000123, to: inbox, body: Hi }")).toEqual([
      ["control.people.text", { from: "+442030000123", to: parties.to, body: "Hi" }],
    ]);
  });

  it("sends codes, drawn or given", async () => {
    expect(await run("- otp: { from: acme, to: inbox }")).toEqual([
      ["control.people.otp", { ...parties, digits: 6 }],
    ]);
    expect(
      await run("- otp: { from: acme, to: inbox, code: 012345, expiresIn: 5m, text: 'Use ${code}' }"),
    ).toEqual([
      ["control.people.otp", { ...parties, code: "012345", expiresIn: 300_000, text: "Use ${code}" }],
    ]);
  });

  it("keeps a code under the name that it is given", async () => {
    expect(await run("- otp: { from: acme, to: inbox, save: pin }")).toEqual([
      ["control.people.otp", { ...parties, digits: 6 }],
      ["pin", "834921"],
    ]);
  });

  it("asks the store with what its operation wants at each place", async () => {
    const asked = "{ serviceId: 001, limit: 5, unreadOnly: true }";
    expect(
      await run(`- request: { operation: store.phone.messages.list, with: ${asked}, save: all }`),
    ).toEqual([
      ["store.phone.messages.list", { serviceId: "001", limit: 5, unreadOnly: true }],
      ["all", { code: "834921", services: [] }],
    ]);
    const configuration =
      "{ countryCode: US, capabilities: [sms], initialBalanceUsd: 10.50, pin: 0042, ok: true }";
    expect(
      await run(
        `- request: { operation: store.quotes.create, with: { catalogItemId: 7, configuration: ${configuration} } }`,
      ),
    ).toEqual([
      [
        "store.quotes.create",
        {
          catalogItemId: "7",
          configuration: {
            countryCode: "US",
            capabilities: ["sms"],
            initialBalanceUsd: 10.5,
            pin: "0042",
            ok: true,
          },
        },
      ],
    ]);
  });

  it("fails a request whose answer differs", async () => {
    await expect(
      run("- request: { operation: store.services.list, answers: { services: [{ status: active }] } }"),
    ).rejects.toThrow("services should be a list of 1, but is a list of 0");
  });

  it("calls and gives up", async () => {
    expect(await run("- missed-call: { from: acme, to: inbox }")).toEqual([
      ["control.people.call", { ...parties, ringFor: 0 }],
    ]);
    expect(await run("- missed-call: { from: acme, to: inbox, rings: 15s }")).toEqual([
      ["control.people.call", { ...parties, ringFor: 15_000 }],
    ]);
  });

  it("shows captions", async () => {
    expect(await run("- note: Look.")).toEqual(["Look."]);
  });
});

describe("explaining a step", () => {
  it.each([
    ["- sms: { from: acme, to: inbox, body: Hi }", "acme texts inbox: “Hi”"],
    ["- otp: { from: acme, to: inbox }", "acme texts inbox a 6-digit code"],
    [
      "- otp: { from: acme, to: inbox, code: 834921, expiresIn: 5m }",
      "acme texts inbox the code 834921, good for 5m",
    ],
    ["- missed-call: { from: acme, to: inbox }", "acme calls inbox and hangs up at once"],
    [
      "- missed-call: { from: acme, to: inbox, rings: 15s }",
      "acme calls inbox, lets it ring for 15s and gives up",
    ],
    ["- request: { operation: store.services.list }", "the agent asks for store.services.list"],
    [
      "- request: { operation: store.services.list, save: all }",
      "the agent asks for store.services.list and keeps the answer as all",
    ],
    ["- note: Look.", "Look."],
  ])("%s", (item, sentence) => {
    const { input, definition } = read(item);
    expect(definition.explain(input)).toBe(sentence);
  });
});
