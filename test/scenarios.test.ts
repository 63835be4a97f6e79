import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { WorldEvent } from "../src/contract/events.ts";
import { hostTime } from "../src/kernel/clock/host-time.ts";
import { breathe, TestTime } from "../src/kernel/clock/test-time.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import { runScenarios } from "../src/runner/run-scenarios.ts";
import { readScenarioFile } from "../src/runtime/read-scenario-file.ts";
import { readScenarioText } from "../src/scenario/read-scenario-text.ts";
import type { ScenarioResult } from "../src/scenario/report/report.ts";
import { advance, agentOf, controlOf } from "./support/store-client.ts";

const folder = resolve(import.meta.dirname, "../scenarios");

const start = async (file: string, config: RingbackConfig = {}): Promise<Ringback> =>
  createRingback({ port: 0, scenario: await readScenarioFile(resolve(folder, file)), ...config });

const eventsOf = ({ worlds }: Ringback): readonly WorldEvent[] => worlds.main.world.events.after(0, 1000);

const textOf = async (ringback: Ringback, path: string): Promise<string> =>
  (await agentOf(ringback).get(`/services/svc_phone_001/phone/${path}`)).text;

it.each(readdirSync(folder))("%s is read without a warning", async (file) => {
  const text = readFileSync(resolve(folder, file), "utf8");
  expect((await readScenarioText(text, file)).warnings).toEqual([]);
});

/** Plays a file to its verdict, with an agent if there is a command. */
const verdictsOn = async (file: string, command?: readonly string[]): Promise<readonly ScenarioResult[]> => {
  const results: ScenarioResult[] = [];
  await runScenarios(
    { paths: [resolve(folder, file)], jobs: 2, command, patience: 3000 },
    {
      realTime: hostTime,
      begins: () => {},
      ended: (result) => void results.push(result),
      interrupted: new AbortController().signal,
    },
  );
  return results;
};

/** What did not pass, by the names of rows of examples, and why. */
const failuresAmong = (results: readonly ScenarioResult[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    results.flatMap(({ name, example = name, failures }) =>
      failures.length === 0 ? [] : [[example, failures.map(({ code }) => code)]],
    ),
  );

it.each([
  "phone-signup.yaml",
  "group-chat.yaml",
  "out-of-money.yaml",
  "book-a-table.yaml",
  "voicemail.yaml",
  "call-screening.yaml",
  "two-agents.yaml",
  "phone-menu.yaml",
])(
  "%s speaks for its agent and passes, without a word about webhooks that nobody could set",
  async (file) => {
    const results = await verdictsOn(file);
    expect(failuresAmong(results)).toEqual({});
    expect(results.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([]);
  },
);

/** The agent of the examples with a piece of it taken out or put another way, until it is disposed of. */
const agentWithout = (piece: string, instead = "") => {
  const source = readFileSync(resolve(folder, "../examples/webhook-agent.mjs"), "utf8");
  expect(source).toContain(piece);
  // Beside the packages that it imports.
  const place = mkdtempSync(resolve(folder, "../node_modules/.ringback-agent-"));
  writeFileSync(resolve(place, "agent.js"), source.replace(piece, instead));
  return {
    command: [process.execPath, resolve(place, "agent.js")],
    [Symbol.dispose]: () => rmSync(place, { recursive: true }),
  };
};

const tooOften = ["expectation_too_often"];

it.each(["support-line.yaml", "transfer.yaml"])("%s passes with the agent of the examples", async (file) => {
  expect(failuresAmong(await verdictsOn(file))).toEqual({});
});

const goodbye = "Thank you for calling. Goodbye!";

// They wait for what never comes, so they wait together.
describe.concurrent("an agent of the examples that is spoilt", () => {
  it.for<[string, string, string, string, readonly string[]]>([
    [
      "never asks for the number",
      "support-line.yaml",
      "what is the number of your order?",
      "I see.",
      ["not_heard"],
    ],
    [
      "forgets to hang up",
      "support-line.yaml",
      `{ text: "${goodbye}", hangup: true }`,
      `{ text: "${goodbye}" }`,
      ["expectation_not_met"],
    ],
    [
      "hangs up before it has helped",
      "support-line.yaml",
      "if (order === undefined) return",
      `if (order !== undefined) return [{ text: "Goodbye.", hangup: true }];\n  if (order === undefined) return`,
      ["expectation_not_met", "not_heard"],
    ],
    [
      "answers voice turns in a form that is no answer",
      "support-line.yaml",
      "response.write(`${JSON.stringify(line)}\\n`)",
      "response.write(`${line.text}\\n`)",
      ["expectation_not_met", "forbidden_event", "not_heard"],
    ],
    [
      "says that it transfers and does not",
      "transfer.yaml",
      ', action: "transfer"',
      "",
      ["expectation_not_met"],
    ],
  ])("fails an agent that %s, and blames it", async ([_what, file, piece, instead, codes]) => {
    using agent = agentWithout(piece, instead);
    const [result] = await verdictsOn(file, agent.command);
    expect(new Set(result?.failures.map(({ code }) => code))).toEqual(new Set(codes));
    expect(new Set(result?.failures.map(({ blame }) => blame))).toEqual(new Set(["agent"]));
  });

  it("fails an agent that forgets what was said", async () => {
    using agent = agentWithout("conversationState ?? {})", "{})");
    expect(failuresAmong(await verdictsOn("support-thread.yaml", agent.command))).toEqual({
      "A support thread": ["expectation_not_met"],
    });
  });

  it("fails an agent that never sets its webhook, and says that nobody was told", async () => {
    using agent = agentWithout('"/v1/webhooks", { url', '"/v1/agents", { name: "other", url');
    const [result] = await verdictsOn("support-thread.yaml", agent.command);
    expect(result?.failures.map(({ code }) => code)).toContain("expectation_not_met");
    expect(result?.warnings).toEqual([
      expect.objectContaining({
        code: "webhook_unheard",
        message: expect.stringMatching(/^No webhook was told of agent\.message \(sms\) of agent /) as string,
      }),
    ]);
  });

  it("fails an agent that answers twice, only where it is told twice", async () => {
    using agent = agentWithout("seen.has(id) || ");
    const failures = failuresAmong(await verdictsOn("webhook-faults.yaml", agent.command));
    expect(failures).toEqual({ twice: tooOften });
  });

  it("fails an agent that believes everybody, only where it is lied to", async () => {
    using agent = agentWithout(
      "if (!isGenuine(request.headers, request.body)) return response.sendStatus(401);",
    );
    expect(failuresAmong(await verdictsOn("webhook-faults.yaml", agent.command))).toEqual({
      "with a wrong signature": tooOften,
      "with an old timestamp": tooOften,
      "with another body": tooOften,
    });
  });
});

it("plays the store's walk-through to itself, each answer as documented", async () => {
  await using ringback = await start("store-transcript.yaml", { agent: "none" });
  const events = eventsOf(ringback);
  expect(events.filter(({ type }) => type === "scenario.step.failed")).toEqual([]);
  const asked = events.filter((event) => event.type === "request.answered");
  expect(asked.map(({ operation, by, outcome }) => `${by} ${operation} ${outcome}`)).toEqual(
    [
      "catalog.search",
      "catalog.checkoutRequirements",
      "quotes.create",
      "purchases.create",
      "services.get",
      "phone.topups.create",
      "phone.messages.list",
      "phone.messages.get",
      "phone.missedCalls.list",
    ].map((name) => `scenario store.${name} ok`),
  );
  expect(events.at(-1)).toMatchObject({
    type: "scenario.ended",
    at: Date.parse("2026-04-01T11:02:09Z"),
  });
  const service = await agentOf(ringback).get("/services/svc_phone_001");
  expect(service.body).toMatchObject({ service: { phone: { e164: "+12125550186", balanceUsd: "25.00" } } });
  expect(await textOf(ringback, "messages/msg_001")).toContain("Your verification code is 834921");
  expect(await textOf(ringback, "messages?unreadOnly=true")).toBe('{"messages":[]}');
  expect(await textOf(ringback, "missed-calls")).toContain('"startedAt":"2026-04-01T11:02:09Z"');
});

it("plays the walk-through as the same run in every clock mode", async () => {
  const hashOf = async (clock: RingbackConfig["clock"]): Promise<string> => {
    const realTime = new TestTime();
    await using ringback = await start("store-transcript.yaml", { agent: "none", clock, realTime });
    if (typeof clock === "number") await realTime.pass(60 * 60_000);
    await breathe();
    return ringback.worlds.main.runHash();
  };
  const jumped = await hashOf("auto");
  expect(await hashOf(1)).toBe(jumped);
  expect(await hashOf(60)).toBe(jumped);
});

it("sends a second code when the first has been read, and says which is good", async () => {
  await using ringback = await start("resend.yaml", { agent: "expected", clock: "manual" });
  const control = controlOf(ringback);
  await advance(control, "1h");
  expect(eventsOf(ringback).filter(({ type }) => type === "otp.issued")).toHaveLength(1);
  expect(await textOf(ringback, "messages/msg_001")).toMatch(/Your verification code is \d{6}/);
  await advance(control, "3s");
  const codes = eventsOf(ringback).flatMap((event) => (event.type === "otp.issued" ? [event.code] : []));
  expect(codes).toHaveLength(2);
  expect(await textOf(ringback, "messages/msg_002")).toContain(`Your new code is ${codes[1]}`);
  expect(eventsOf(ringback)).toContainEqual(
    expect.objectContaining({
      type: "scenario.noted",
      text: `The code ${codes[0]} is out of date, ${codes[1]} is the one to use.`,
    }),
  );
  // The rule acts once: reading the second code brings no third.
  await advance(control, "1h");
  expect(eventsOf(ringback).filter(({ type }) => type === "otp.issued")).toHaveLength(2);
});

it("sends the second code to an agent that waits in auto time as well", async () => {
  await using ringback = await start("resend.yaml", { agent: "expected", quiet: 60_000 });
  let messages = await textOf(ringback, "messages");
  messages = await textOf(ringback, "messages");
  expect(messages).toContain("msg_001");
  await textOf(ringback, "messages/msg_001");
  await textOf(ringback, "messages");
  messages = await textOf(ringback, "messages");
  expect(messages).toContain("msg_002");
});

it("brings rules in progress back with a snapshot and lets a fork go on with them", async () => {
  await using ringback = await start("resend.yaml", { agent: "expected", clock: "manual" });
  const control = controlOf(ringback);
  await advance(control, "19s");
  await textOf(ringback, "messages/msg_001");
  await advance(control, "1s");
  // The rule has fired and what it does has not begun.
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  const copy = (await control.post("/worlds/main/fork", { as: "copy" })).status;
  expect(copy).toBe(201);
  await advance(control, "2s");
  const once = await textOf(ringback, "messages/msg_002");
  expect(once).toContain("Your new code is");
  expect((await control.post("/worlds/main/restore", { snapshot })).status).toBe(200);
  expect(await textOf(ringback, "messages")).not.toContain("msg_002");
  await advance(control, "2s");
  expect(await textOf(ringback, "messages/msg_002")).toBe(once);
  const world = ringback.worlds.find("copy")?.world;
  await world?.clock.advance(2000);
  const other = world?.tables.messages.get("msg_002");
  expect(other?.body).toBe((JSON.parse(once) as { message: { body: string } }).message.body);
});

it("starts a world without rows of a story from a snapshot with armed rules", async () => {
  await using first = await start("resend.yaml", { agent: "expected", clock: "manual" });
  await advance(controlOf(first), "19s");
  const { snapshot } = (await controlOf(first).get("/worlds/main/snapshot")).body as { snapshot: object };
  await using second = await createRingback({ port: 0, agent: "expected", clock: "manual" });
  expect((await controlOf(second).post("/worlds/main/restore", { snapshot })).status).toBe(200);
  await textOf(second, "messages/msg_001");
  await advance(controlOf(second), "3s");
  expect(await textOf(second, "messages")).toContain("msg_002");
});
