import { describe, expect, it } from "vitest";
import { readScenario } from "../read-scenario.ts";
import { steps } from "./steps.ts";

const people =
  "people: { acme: { number: +14155550123 } }\nagents: { desk: {} }\nlines: { inbox: { provider: store, country: US }, desk-line: { provider: agentphone, country: US, type: imessage } }\n" +
  "faults: [{ name: outage, api: store.*, answer: { status: 503 } }]\n";

/** A step as a file has it under a rule that waits for a call, so that those of calls may stand there. */
const read = (item: string) => {
  const rule = `- when: { call.placed: { to: acme } }\n  do:\n${item.replaceAll(/^/gm, "    ")}`;
  const text = `version: 1\nname: x\n${people}script:\n${rule.replaceAll(/^/gm, "  ")}\n`;
  const [step] = readScenario(text, "a.yaml").scenario.rules?.[0]?.do.script ?? [];
  const definition = steps.find(({ name }) => name === step?.name);
  if (step === undefined || definition === undefined) throw new Error("No step was read.");
  return { input: step.input, definition };
};

/** What a step asks for, in order. */
const run = async (item: string): Promise<unknown[]> => {
  const asked: unknown[] = [];
  const { input, definition } = read(item);
  await definition.run(input, {
    invoke: async (operation, asking, { as } = {}) => {
      asked.push([operation, asking, ...(as === undefined ? [] : [as])]);
      return operation === "control.faults.add" ? { faultId: "fault_001" } : { code: "834921", services: [] };
    },
    note: (text) => void asked.push(text),
    save: (name, value) => void asked.push([name, value]),
    numberOf: (name) => ({ acme: "+14155550123", inbox: "+12125550186" })[name] ?? `nobody is called ${name}`,
    agentOf: (name) => ({ id: `the id of ${name}` }),
    keepFault: (id, { name }) => void asked.push([id, name]),
    takeFaults: (name) => (name === "all" ? [] : [`the id of ${name}`]),
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

  it("reports on texts as often as it is told", async () => {
    const asked = ["control.people.receipt", { ...parties, status: "failed", errorCode: "30007" }];
    const item = "- receipt: { from: acme, to: inbox, status: failed, errorCode: 30007, times: 2 }";
    expect(await run(item)).toEqual([asked, asked]);
    expect(await run("- receipt: { message: msg_001, status: delivered }")).toEqual([
      ["control.people.receipt", { messageId: "msg_001", status: "delivered" }],
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

  it("asks as an account of the file", async () => {
    expect(await run("- request: { operation: store.services.list, as: default }")).toEqual([
      ["store.services.list", {}, "default"],
    ]);
  });

  it("fails a request that was to be refused and is answered", async () => {
    await expect(
      run("- request: { operation: store.services.list, refused: policy_denied }"),
    ).rejects.toThrow("store.services.list was not refused, but answered.");
  });

  it("sets a fault and keeps its id", async () => {
    const where = "api: store.services.*, times: 2, chance: 0.5";
    expect(await run(`- fault: { name: outage, ${where}, answer: { slow: { pieces: 3 } } }`)).toEqual([
      [
        "control.faults.add",
        {
          point: "store.services.*",
          times: 2,
          chance: 0.5,
          answer: { slow: { pieces: 3, every: 1000 } },
        },
      ],
      ["fault_001", "outage"],
    ]);
  });

  it("takes faults away by name, or all there are", async () => {
    expect(await run("- clear-fault: outage")).toEqual([
      ["control.faults.clear", { faultId: "the id of outage" }],
    ]);
    expect(await run("- clear-fault: all")).toEqual([["control.faults.clear", {}]]);
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
    [
      "- request: { operation: store.services.list, as: default, refused: not_found }",
      "the agent of default asks for store.services.list and is refused",
    ],
    ["- fault: { api: store.*, answer: { status: 503 }, times: 1 }", "from now on store.* answers 503, once"],
    [
      "- fault: { api: store.*, answer: { delay: 90s }, times: 3, chance: 0.5 }",
      "from now on store.* answers 1m30s late, 3 times, with a chance of 0.5",
    ],
    ["- fault: { api: store.*, answer: { reset: true } }", "from now on store.* breaks the connection off"],
    [
      "- fault: { api: store.*, answer: { malformed: true } }",
      "from now on store.* cuts its answers in the middle",
    ],
    ["- fault: { api: store.*, answer: { slow: { pieces: 3 } } }", "from now on store.* answers in 3 pieces"],
    ["- clear-fault: all", "nothing goes wrong any more"],
    ["- clear-fault: outage", "outage is over"],
    ["- note: Look.", "Look."],
  ])("%s", (item, sentence) => {
    const { input, definition } = read(item);
    expect(definition.explain(input)).toBe(sentence);
  });
});
