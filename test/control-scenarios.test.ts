import { Client as McpClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, it, onTestFinished } from "vitest";
import type { OperationName, Operations, OutputOf } from "../src/contract/operations.ts";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import {
  advance,
  type Answer,
  Client,
  controlOf,
  defaultKey,
  playScenario,
  startRingback,
} from "./support/store-client.ts";
import { verifies } from "./support/verifies.ts";

const frame = `version: 1
name: story
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: +12125550186, balanceUsd: 10.10 } }
`;

/** What an operation of the controls answered. */
const read = async <Name extends OperationName>(
  _name: Name,
  answer: Promise<Answer>,
): Promise<OutputOf<Operations[Name]>> => {
  const { status, body, text } = await answer;
  if (status >= 400) throw new Error(`It answered ${status}: ${text}`);
  return body as OutputOf<Operations[Name]>;
};

const statusOf = (control: Client, run: string) =>
  read("control.scenarios.status", control.get(`/scenarios/${run}`));

/** The captions that a story has shown so far. */
const captions = ({ worlds }: Ringback): string[] =>
  worlds.main.world.events
    .after(0, 1000)
    .flatMap((event) => (event.type === "scenario.noted" ? [event.text] : []));

verifies("scenarios.validate", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const before = JSON.stringify(ringback.worlds.main.world.snapshot());
  const good = await control.post("/scenarios/validate", { text: `${frame}script: []` });
  expect([good.status, good.body]).toEqual([
    200,
    {
      valid: true,
      name: "story",
      problems: [],
      warnings: [expect.objectContaining({ code: "no_steps", line: 5, column: 9 })],
    },
  ]);
  const text = `${frame}script:\n  - opt: { from: acme, to: inbox }\n  - sms: { from: amce, to: inbox, body: hi }\n`;
  const bad = await control.post("/scenarios/validate", { text, file: "otp.yaml" });
  expect([bad.status, bad.body]).toEqual([
    200,
    {
      valid: false,
      warnings: [],
      problems: [
        {
          file: "otp.yaml",
          line: 6,
          column: 5,
          length: 3,
          code: "unknown_step",
          message: "`opt` is no step.",
          cure: "Did you mean `otp`?",
          lineText: "  - opt: { from: acme, to: inbox }",
        },
        expect.objectContaining({ line: 7, code: "unknown_name" }),
      ],
    },
  ]);
  const rows = `${frame}examples: [{ name: four, digits: 4 }, { digits: 8 }]\nscript:\n  - otp: { from: acme, to: inbox, digits: "\${example.digits}" }\n`;
  expect((await control.post("/scenarios/validate", { text: rows })).body).toMatchObject({
    valid: true,
    examples: ["four", "2"],
  });
  expect(JSON.stringify(ringback.worlds.main.world.snapshot())).toBe(before);
});

verifies("scenarios.play", "plays a scenario in a world that is up, for whoever runs it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const text = `seed: 7
clock: { mode: auto }
agent: { command: node agent.js }
${frame}script:
  - otp: { from: acme, to: inbox, code: 1234, save: code }
  - after: 5s
    note: 'It is \${code}.'
`;
  const played = await read("control.scenarios.play", control.post("/scenarios", { text, file: "a.yaml" }));
  expect(played).toMatchObject({
    run: "run_001",
    name: "story",
    warnings: [
      { file: "a.yaml", line: 1, code: "key_ignored", message: expect.stringContaining("`seed`") as string },
      { line: 2, message: expect.stringContaining("`clock`") as string },
      { line: 3, message: expect.stringContaining("`agent`") as string },
    ],
  });
  await advance(control, "5s");
  expect(captions(ringback)).toEqual(["It is 1234."]);
  expect(await statusOf(control, "run_001")).toEqual({
    run: "run_001",
    name: "story",
    file: "a.yaml",
    startedAt: "2026-04-01T10:22:00.000Z",
    ended: true,
    paused: false,
    steps: { done: 2, failed: 0 },
    expectations: [],
  });
});

verifies("scenarios.play", "refuses what cannot be played, and has done nothing then", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await playScenario(control, `${frame}script: [{ after: 1h, note: later }]`);
  const { tables } = ringback.worlds.main.world;
  const before = JSON.stringify([
    tables.people.snapshot(),
    tables.lines.snapshot(),
    tables.scenarioRuns.snapshot(),
  ]);
  const refused = async (text: string, more: object = {}) => {
    const { status, body } = await control.post("/scenarios", { text, ...more });
    expect(status).toBe(400);
    const { error } = body as { error: { code: string; message: string; details: object } };
    expect(error.code).toBe("scenario_invalid");
    return error;
  };
  expect((await refused("version: 1\nname: x\nscript: [{ nothing: 1 }, { at: 1 }]")).details).toMatchObject({
    diagnostics: [{ line: 3, code: "unknown_step" }, { line: 3 }],
  });
  const past = 'version: 1\nname: x\nscript: [{ at: "2020-01-01T00:00:00Z", note: past }]';
  expect((await refused(past)).details).toMatchObject({ diagnostics: [{ code: "before_start" }] });
  const again = frame.replace(
    "lines: {",
    "lines: { free: { provider: store, country: US, number: +12125550190 },",
  );
  expect((await refused(again)).message).toBe(
    "people.acme: the number +14155550123 is in use in this world. " +
      "lines.inbox: the number +12125550186 is in use in this world. Reset the world, or play the scenario in another one.",
  );
  const rows =
    "version: 1\nname: x\nexamples: [{ name: a, text: A }, { name: b, text: B }]\nscript: [{ note: '${example.text}' }]";
  expect((await refused(rows)).message).toContain("Its examples: a, b.");
  expect((await refused(rows, { example: "c" })).message).toContain("no example c");
  expect(
    JSON.stringify([tables.people.snapshot(), tables.lines.snapshot(), tables.scenarioRuns.snapshot()]),
  ).toBe(before);
  await control.post("/scenarios", { text: rows, example: "b" });
  await advance(control, "0s");
  expect(captions(ringback)).toEqual(["B"]);
  expect(await statusOf(control, "run_002")).toMatchObject({ example: "b" });
});

const paused = `${frame}script:
  - after: 5s
    note: first
  - after: 5s
    note: second
  - when: { message.received: {} }
    times: 9
    do:
      - note: texted
      - after: 2s
        note: long after the text
  - after: 1h
    note: last
`;

verifies("scenarios.pause", "holds the steps of a story while time goes on, and lets them go", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, paused);
  await advance(control, "1s");
  const held = await read("control.scenarios.pause", control.post(`/scenarios/${run}/pause`));
  expect(held).toMatchObject({ paused: true, steps: { done: 0, failed: 0 } });
  await control.post("/people/text", { from: "+14155550123", to: "+12125550186", body: "hello" });
  await advance(control, "19s");
  expect(captions(ringback)).toEqual([]);
  const resumed = await read("control.scenarios.resume", control.post(`/scenarios/${run}/resume`));
  expect(resumed).toMatchObject({ paused: false, steps: { done: 2, failed: 0 } });
  expect(captions(ringback)).toEqual(["texted", "first"]);
  await advance(control, "5s");
  expect(captions(ringback)).toEqual(["texted", "first", "long after the text", "second"]);
  const types = ringback.worlds.main.world.events.after(0, 1000).map(({ type }) => type);
  expect(types.filter((type) => /^scenario\.(paused|resumed)$/.test(type))).toEqual([
    "scenario.paused",
    "scenario.resumed",
  ]);
});

verifies("scenarios.pause", "takes a story step by step, whenever its steps are due", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, paused);
  const step = () => read("control.scenarios.step", control.post(`/scenarios/${run}/step`));
  expect(await step()).toMatchObject({ ran: { step: "note", line: 7 }, paused: true, steps: { done: 1 } });
  await control.post("/people/text", { from: "+14155550123", to: "+12125550186", body: "hello" });
  expect(await step()).toMatchObject({ ran: { line: 13 } });
  expect(await step()).toMatchObject({ ran: { line: 15 } });
  expect(await step()).toMatchObject({ ran: { line: 9 } });
  expect(await step()).toMatchObject({ ran: { line: 17 }, ended: true });
  expect(await step()).toMatchObject({ ran: null });
  expect(captions(ringback)).toEqual(["first", "texted", "long after the text", "second", "last"]);
  expect(await read("control.clock.get", control.get("/clock"))).toMatchObject({
    now: "2026-04-01T10:22:00.000Z",
  });
});

verifies("scenarios.pause", "keeps a pause in snapshots", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, paused);
  await control.post(`/scenarios/${run}/pause`);
  await advance(control, "6s");
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  const goOn = async (): Promise<string[]> => {
    const before = captions(ringback).length;
    await control.post(`/scenarios/${run}/resume`);
    await advance(control, "5s");
    return captions(ringback).slice(before);
  };
  expect(await goOn()).toEqual(["first", "second"]);
  await control.post("/worlds/main/restore", { snapshot: JSON.parse(JSON.stringify(snapshot)) as object });
  expect(await statusOf(control, run)).toMatchObject({ paused: true, steps: { done: 0 } });
  expect(await goOn()).toEqual(["first", "second"]);
});

const expecting = `${frame}script:
  - after: 5s
    otp: { from: acme, to: inbox, code: 1234, save: code }
expect:
  - message.received: { from: acme }
  - otp.used: { code: '\${code}' }
    within: 1m
  - never: { call.received: {} }
  - state: { lines.inbox.balanceUsd: 10.10, otps.used: 1, accounts.default.walletUsd: 1000 }
`;

verifies("scenarios.finish", "tells how it stands with what is expected, and judges it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, expecting);
  const states = async () =>
    (await statusOf(control, run)).expectations.map(({ line, state }) => [line, state]);
  expect(await states()).toEqual([
    [9, "armed"],
    [10, "waiting"],
    [12, "armed"],
    [13, "armed"],
  ]);
  await advance(control, "5s");
  const [first] = (await statusOf(control, run)).expectations;
  expect(first).toMatchObject({ kind: "event", state: "met", seen: 1 });
  expect(first?.text).toContain("message.received");
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  const early = await read("control.scenarios.finish", control.post(`/scenarios/${run}/finish`));
  expect(early).toMatchObject({ passed: false, blame: "agent", met: 2, expected: 4, virtualMs: 5000 });
  expect(early.failures.map(({ code, place }) => [code, place?.line])).toEqual([
    ["expectation_not_met", 10],
    ["wrong_state", 13],
  ]);
  await control.post("/otps/check", { code: "1234" });
  await advance(control, "5m");
  expect((await control.post(`/scenarios/${run}/finish`)).body).toEqual(early);
  await control.post("/worlds/main/restore", { snapshot });
  await control.post("/otps/check", { code: "1234" });
  const late = await read("control.scenarios.finish", control.post(`/scenarios/${run}/finish`));
  expect(late).toMatchObject({ run, name: "story", passed: true, failures: [], warnings: [], met: 4 });
  expect(late.runHash).toMatch(/^[0-9a-f]{64}$/);
});

verifies(
  "scenarios.finish",
  "lets the rest of a story happen first where time moves by waiting",
  async () => {
    await using ringback = await startRingback({ clock: "auto", quiet: 3_600_000 });
    const control = controlOf(ringback);
    const run = await playScenario(control, `${expecting}  - message.received: { body: /1234/ }\n`);
    expect((await statusOf(control, run)).ended).toBe(false);
    const verdict = await read("control.scenarios.finish", control.post(`/scenarios/${run}/finish`));
    expect(verdict).toMatchObject({ passed: false, met: 3 });
    // The code came after 5 s, and was not used within a minute.
    expect(verdict.virtualMs).toBeGreaterThanOrEqual(65_000);
    expect((await statusOf(control, run)).ended).toBe(true);
  },
);

it("lists every scenario that a world was given", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  expect((await control.get("/scenarios")).body).toEqual({ scenarios: [] });
  await playScenario(control, "version: 1\nname: one\nscript: [{ note: hello }]");
  await playScenario(control, "version: 1\nname: two\nscript: [{ after: 1s, note: hello }]");
  await advance(control, "0s");
  expect((await control.get("/scenarios")).body).toMatchObject({
    scenarios: [
      { run: "run_001", name: "one", ended: true },
      { run: "run_002", name: "two", ended: false },
    ],
  });
});

it("plays a scenario in the world that the path names", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  await controlOf(ringback).post("/worlds", { name: "other" });
  const other = new Client(`${ringback.url}/w/other/_ringback`);
  const run = await playScenario(other, `${frame}script: [{ sms: { from: acme, to: inbox, body: hi } }]`);
  await advance(other, "0s");
  expect(await statusOf(other, run)).toMatchObject({ ended: true, steps: { done: 1, failed: 0 } });
  expect((await controlOf(ringback).get("/scenarios")).body).toEqual({ scenarios: [] });
});

it("is all there as MCP tools", async () => {
  await using ringback = await startRingback({ clock: "manual", controlToken: "secret" });
  const client = new McpClient({ name: "test", version: "1" });
  const requestInit = { headers: { authorization: "Bearer secret" } };
  const url = new URL(`${ringback.url}/mcp/control`);
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
  onTestFinished(() => client.close());
  const call = async (name: string, input: Record<string, unknown> = {}): Promise<unknown> =>
    (await client.callTool({ name, arguments: input })).structuredContent;
  expect(await call("scenario_validate", { text: "version: 2" })).toMatchObject({ valid: false });
  expect(await call("scenario_play", { text: paused })).toMatchObject({ run: "run_001" });
  const runId = "run_001";
  expect(await call("scenario_pause", { runId })).toMatchObject({ paused: true });
  expect(await call("scenario_step", { runId })).toMatchObject({ ran: { line: 7 } });
  expect(await call("scenario_resume", { runId })).toMatchObject({ paused: false });
  expect(await call("scenario_status", { runId })).toMatchObject({ steps: { done: 1 } });
  expect(await call("scenario_list")).toMatchObject({ scenarios: [{ run: runId }] });
  expect(await call("scenario_finish", { runId })).toMatchObject({ passed: true });
  expect(await call("world_state")).toMatchObject({ people: { acme: { number: "+14155550123" } } });
  expect(await call("request_list")).toEqual({ requests: [], next: 0 });
  expect(await call("metrics")).toMatchObject({ worlds: { main: { mode: "manual" } } });
});

it("keeps an agent from playing, judging or reading anything where there is a control token", async () => {
  await using ringback = await startRingback({ clock: "manual", controlToken: "secret" });
  const holder = new Client(`${ringback.url}/_ringback`, "secret");
  const run = await playScenario(holder, paused);
  const agent = new Client(`${ringback.url}/_ringback`, defaultKey(ringback));
  const asked = [
    agent.post("/scenarios", { text: "version: 1\nname: x" }),
    agent.post("/scenarios/validate", { text: "version: 1" }),
    agent.get(`/scenarios/${run}`),
    ...["pause", "resume", "step", "finish"].map((what) => agent.post(`/scenarios/${run}/${what}`)),
    ...["/scenarios", "/state", "/requests", "/metrics"].map((path) => agent.get(path)),
  ];
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(asked.map(() => 401));
  expect((await statusOf(holder, run)).paused).toBe(false);
});
