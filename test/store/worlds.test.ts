import { resolve } from "node:path";
import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../../src/runtime/read-scenario-file.ts";
import {
  acme,
  advance,
  agentOf,
  buyNumber,
  Client,
  controlOf,
  defaultKey,
  makeQuote,
  openAccount,
  placeCall,
  playScenario,
  quoteRequest,
  refusal,
  sendText,
  snapshotOf,
  startRingback,
  walletOf,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

interface Entrance {
  readonly name: string;
  readonly baseUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A world's agent and controls, by its path. */
const enter = (ringback: Ringback, { name, env }: Entrance) => ({
  agent: new Client(`${ringback.url}/w/${name}/v1/agent`, env["AGENT_STORE_AGENT_API_KEY"]),
  control: new Client(`${ringback.url}/w/${name}/_ringback`),
});

const makeWorld = async (ringback: Ringback, request: object): Promise<Entrance> =>
  (await controlOf(ringback).post("/worlds", request)).body as Entrance;

const worldNames = async (ringback: Ringback): Promise<readonly string[]> => {
  const { body } = await controlOf(ringback).get("/worlds");
  return (body as { worlds: readonly { name: string }[] }).worlds.map(({ name }) => name);
};

verifies("worlds.lifecycle", "makes, lists and drops worlds", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const made = await control.post("/worlds", {
    name: "tokyo",
    seed: "7",
    clock: "manual",
    start: "2027-01-01T00:00:00Z",
  });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    name: "tokyo",
    baseUrl: `${ringback.url}/w/tokyo`,
    env: {
      AGENT_STORE_API_BASE_URL: `${ringback.url}/w/tokyo/v1/agent`,
      AGENT_STORE_AGENT_API_KEY: expect.stringMatching(/^ask_live_tokyo[A-Z0-9]{8}\.\w{24}$/) as string,
      AGENT_STORE_MCP_URL: `${ringback.url}/w/tokyo/mcp/store`,
      AGENTPHONE_BASE_URL: `${ringback.url}/w/tokyo`,
      AGENTPHONE_API_KEY: expect.stringMatching(/^sk_live_tokyo_\w{32}$/) as string,
      AGENTPHONE_MCP_URL: `${ringback.url}/w/tokyo/mcp/agentphone`,
    },
  });
  expect((await makeWorld(ringback, {})).name).toBe("w1");
  expect((await makeWorld(ringback, {})).name).toBe("w2");
  expect(await worldNames(ringback)).toEqual(["main", "tokyo", "w1", "w2"]);
  expect((await control.get("/worlds")).body).toMatchObject({
    worlds: [{ baseUrl: ringback.url }, { seed: "7", now: "2027-01-01T00:00:00.000Z" }, {}, {}],
  });
  const taken = await control.post("/worlds", { name: "tokyo" });
  expect([taken.status, taken.body]).toEqual([409, refusal("name_taken", { name: "tokyo" })]);

  expect((await control.delete("/worlds/tokyo")).body).toEqual({ dropped: "tokyo" });
  expect(await worldNames(ringback)).toEqual(["main", "w1", "w2"]);
  expect((await control.get("/worlds/tokyo/snapshot")).status).toBe(404);
  expect((await control.delete("/worlds/tokyo")).status).toBe(404);
  const main = await control.delete("/worlds/main");
  expect([main.status, main.body]).toEqual([403, refusal("forbidden", { name: "main" })]);
});

verifies("worlds.isolated", "keeps what happens in one world out of every other", async () => {
  await using ringback = await startRingback();
  const [one, two] = [await makeWorld(ringback, { name: "one" }), await makeWorld(ringback, { name: "two" })];
  const other = enter(ringback, two);
  const before = await snapshotOf(other.control, "two");
  const { agent, control } = enter(ringback, one);
  const { number, path } = await buyNumber(agent);
  await sendText(control, number);
  await placeCall(control, number);
  await agent.post(`${path}/topups`, { amountUsd: 1 });
  await openAccount(control, { name: "other" });
  await advance(control, "1h");
  expect(await snapshotOf(other.control, "two")).toEqual(before);
  expect((await other.control.get("/events?type=message.received")).body).toMatchObject({ events: [] });
  // The number is a line in the one world and free in the other.
  expect((await other.control.post("/people/text", { from: acme, to: number, body: "x" })).status).toBe(404);
  expect((await buyNumber(other.agent)).number).toBe(number);
});

verifies(
  ["worlds.isolated", "determinism.sameBytes"],
  "gives worlds of one seed the same bytes, but for names",
  async () => {
    await using ringback = await startRingback();
    const play = async (name: string): Promise<readonly string[]> => {
      const world = await makeWorld(ringback, { name, seed: "equal" });
      const { agent, control } = enter(ringback, world);
      const texts: string[] = [];
      for (const idempotencyKey of ["a", "b"]) {
        texts.push((await agent.post("/purchases", { ...quoteRequest(), idempotencyKey })).text);
      }
      texts.push((await control.post("/people/otp", { from: acme, to: "+12125550186" })).text);
      texts.push((await agent.get("/services/svc_phone_001/phone/messages")).text);
      return texts;
    };
    expect(await play("one")).toEqual(await play("two"));
  },
);

verifies("worlds.lifecycle", "resets a world to what it was, keys and all", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  const fresh = await snapshotOf(control);
  const { number, path } = await buyNumber(agent);
  await sendText(control, number);
  await openAccount(control, { name: "other" });
  await control.post("/people/call", { from: acme, to: number, ringFor: "1h" });
  await advance(control, "10m");
  await agent.post(`${path}/topups`, { amountUsd: 1 });
  await control.put("/clock", { mode: "manual" });
  const reset = await control.post("/worlds/main/reset");
  expect(reset.body).toMatchObject({ env: { AGENT_STORE_AGENT_API_KEY: defaultKey(ringback) } });
  expect(await snapshotOf(control)).toEqual(fresh);
  expect((await control.get("/clock")).body).toMatchObject({
    now: "2026-04-01T10:22:00.000Z",
    mode: "auto",
    timers: 0,
  });
  expect((await buyNumber(agent)).number).toBe("+12125550186");
});

verifies(
  ["worlds.lifecycle", "worlds.timersSurvive"],
  "brings a stored world back, with the call that rings",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const control = controlOf(ringback);
    const agent = agentOf(ringback);
    const { number, path } = await buyNumber(agent);
    await sendText(control, number, "before");
    await control.post("/people/otp", { from: acme, to: number, code: "1234", expiresIn: "30s" });
    const callId = await placeCall(control, number, "20s");
    await advance(control, "5s");
    const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };

    const play = async () => {
      await advance(control, "14s999ms");
      const ringing = await agent.get(`${path}/missed-calls`);
      await advance(control, "1ms");
      const missed = await agent.get(`${path}/missed-calls`);
      await advance(control, "10s");
      const expired = await control.get("/events?type=otp.expired");
      const { number: next } = await buyNumber(agent);
      const { events } = expired.body as { events: readonly { at: string; code: string }[] };
      const codes = events.map(({ at, code }) => `${code} ${at}`);
      return { ringing: ringing.text, missed: missed.text, codes, next };
    };
    const first = await play();
    await sendText(control, number, "after");
    const restored = await control.post("/worlds/main/restore", { snapshot });
    expect(restored.status).toBe(200);
    expect((await control.get("/clock")).body).toMatchObject({ now: "2026-04-01T10:22:05.000Z", timers: 2 });
    const second = await play();
    expect(first.ringing).toBe('{"calls":[]}');
    expect(first.missed).toContain(callId);
    expect(first.codes).toEqual(["1234 2026-04-01T10:22:30.000Z"]);
    expect(second).toEqual(first);
    expect((await agent.get(`${path}/messages`)).text).not.toContain("after");
  },
);

verifies("worlds.timersSurvive", "forks a world as it stands, with keys of its own", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  await control.put("/clock", { mode: "manual" });
  const { number, path, serviceId } = await buyNumber(agent);
  const callId = await placeCall(control, number, "20s");
  const quoteId = await makeQuote(agent);
  const forked = await control.post("/worlds/main/fork", { as: "copy" });
  expect(forked.status).toBe(201);
  const copy = enter(ringback, forked.body as Entrance);
  expect((forked.body as Entrance).env["AGENT_STORE_AGENT_API_KEY"]).toMatch(/^ask_live_copy/);

  expect((await copy.control.get("/clock")).body).toMatchObject({ mode: "manual" });

  // What was there is there, and each goes its own way.
  expect((await copy.agent.get("/services")).body).toMatchObject({ services: [{ id: serviceId }] });
  await advance(copy.control, "20s");
  expect((await copy.agent.get(`${path}/missed-calls`)).body).toMatchObject({ calls: [{ id: callId }] });
  expect((await agent.get(`${path}/missed-calls`)).body).toEqual({ calls: [] });
  expect((await copy.agent.post("/purchases", { quoteId, idempotencyKey: "a" })).status).toBe(201);
  expect((await agent.post("/purchases", { quoteId, idempotencyKey: "a" })).status).toBe(201);
  expect(await walletOf(control)).toBe(await walletOf(copy.control));

  // The original's keys are no keys of the copy.
  const foreign = new Client(`${ringback.url}/w/copy/v1/agent`, defaultKey(ringback));
  expect((await foreign.get("/services")).status).toBe(401);
  // A reset of the copy goes back to the fork.
  await copy.control.post("/worlds/copy/reset");
  expect((await copy.agent.get(`${path}/missed-calls`)).body).toEqual({ calls: [] });
  expect((await copy.agent.get("/services")).body).toMatchObject({ services: [{ id: serviceId }] });

  expect((await control.post("/worlds/main/fork", { as: "copy" })).status).toBe(409);
  expect((await control.post("/worlds/nothing/fork", { as: "new" })).status).toBe(404);
});

verifies("worlds.refusedSnapshot", "leaves a world as it was when a snapshot cannot be read", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { number } = await buyNumber(agentOf(ringback));
  await sendText(control, number);
  await placeCall(control, number, "20s");
  interface Snapshot {
    readonly eventCursor: number;
    readonly clock: { readonly now: number; readonly timers: readonly object[] };
    readonly tables: Readonly<Record<string, readonly object[]>>;
  }
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: Snapshot };
  // Since then things have gone on, so that half a restore would show.
  await sendText(control, number, "later");
  await openAccount(control, { name: "later" });
  await advance(control, "1s");
  const before = await snapshotOf(control);
  const eventsBefore = (await control.get("/events?type=message.received")).text;
  const { clock, tables } = snapshot;
  const accounts = tables["accounts"] ?? [];
  const broken: readonly (readonly [what: string, snapshot: object])[] = [
    ["empty", {}],
    ["another format", { ...snapshot, format: "other" }],
    ["a newer version", { ...snapshot, version: 2 }],
    ["no clock", { ...snapshot, clock: undefined }],
    ["a clock that stands nowhere", { ...snapshot, clock: { ...clock, now: "noon" } }],
    ["a clock between two milliseconds", { ...snapshot, clock: { ...clock, now: 0.5 } }],
    ["a clock beyond all years", { ...snapshot, clock: { ...clock, now: 9e15 } }],
    ["a timer without an instant", { ...snapshot, clock: { ...clock, timers: [{ id: "timer_1" }] } }],
    ["one timer twice", { ...snapshot, clock: { ...clock, timers: [clock.timers[0], clock.timers[0]] } }],
    ["a timer from the future", { ...snapshot, clock: { ...clock, nextOrder: 0 } }],
    ["a row without an id", { ...snapshot, tables: { ...tables, messages: [{}] } }],
    ["a row twice", { ...snapshot, tables: { ...tables, accounts: [...accounts, ...accounts] } }],
    ["a row twice", { ...snapshot, tables: { ...tables, counters: [{ id: "a" }, { id: "a" }] } }],
    ["no accounts", { ...snapshot, tables: { ...tables, accounts: [] } }],
    ["no agents", { ...snapshot, tables: { ...tables, agents: [] } }],
    ["no tables", { ...snapshot, tables: {} }],
    ["a table nobody knows", { ...snapshot, tables: { ...tables, spoons: [] } }],
    ["an unknown part", { ...snapshot, more: 1 }],
  ];
  for (const [what, damaged] of broken) {
    const answer = await control.post("/worlds/main/restore", { snapshot: damaged });
    expect([what, answer.status, answer.body]).toEqual([what, 400, refusal("snapshot_unreadable")]);
    expect([what, await snapshotOf(control)]).toEqual([what, before]);
  }
  for (const wrong of [undefined, null, [], "text"]) {
    expect((await control.post("/worlds/main/restore", { snapshot: wrong })).status).toBe(400);
  }
  expect(await snapshotOf(control)).toEqual(before);
  expect((await control.get("/events?type=message.received")).text).toBe(eventsBefore);
  expect((await control.post("/worlds/main/restore", { snapshot })).status).toBe(200);
  const { eventCursor: _cursor, ...restored } = snapshot;
  expect(await snapshotOf(control)).toEqual(restored);
});

verifies("clock.virtual", "moves time by hand, and not beyond its end", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const clock = { mode: "manual", nextStory: null, timers: 0 };
  expect((await control.get("/clock")).body).toEqual({ ...clock, now: "2026-04-01T10:22:00.000Z" });
  expect((await control.post("/clock/advance", { by: 1 })).body).toEqual({
    ...clock,
    now: "2026-04-01T10:22:00.001Z",
  });
  expect(await advance(control, "1d1h1m1s1ms")).toBe("2026-04-02T11:23:01.002Z");
  for (const by of ["", "10", "1 s", "-1s", "1.5s", "999999999d", "36526d", 3e15, -1, 0.5, 1e308, null]) {
    const answer = await control.post("/clock/advance", { by });
    expect([by, answer.status, answer.body]).toEqual([by, 400, refusal("validation_error")]);
  }
  const before = await snapshotOf(control);
  for (let century = 0; century < 69; century += 1) await advance(control, "36525d");
  const beyond = await control.post("/clock/advance", { by: "36525d" });
  expect(beyond.status).toBe(400);
  expect((await control.get("/clock")).body).toMatchObject({
    now: expect.stringMatching(/^89\d\d-/) as string,
  });
  expect((await makeWorld(ringback, { start: "9999-12-31T23:59:59Z" })).name).toBeUndefined();
  expect(await snapshotOf(control)).not.toEqual(before);
});

verifies(
  ["clock.modes", "clock.auto"],
  "runs to the next timer, and lets time jump for an agent that asks again",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const control = controlOf(ringback);
    const agent = agentOf(ringback);
    const { number, path } = await buyNumber(agent);
    await playScenario(
      control,
      `version: 1\nname: x\nscript: [{ after: 20s, sms: { from: ${acme}, to: ${number}, body: hi } }]`,
    );
    await control.put("/clock", { mode: "auto" });
    const asked = await agent.get(`${path}/messages`);
    const askedAgain = await agent.get(`${path}/messages`);
    expect(asked.body).toMatchObject({ messages: [] });
    expect(askedAgain.body).toMatchObject({ messages: [{ receivedAt: "2026-04-01T10:22:20Z" }] });
    expect((await control.get("/clock")).body).toMatchObject({ now: "2026-04-01T10:22:20.000Z" });

    await control.put("/clock", { mode: "manual" });
    await placeCall(control, number, "20s");
    expect((await control.get("/clock")).body).toMatchObject({
      nextStory: "2026-04-01T10:22:40.000Z",
      timers: 1,
    });
    expect((await control.post("/clock/next")).body).toMatchObject({
      now: "2026-04-01T10:22:40.000Z",
      timers: 0,
    });
    for (const mode of ["real", "60x", "1.5x", "auto", "manual"]) {
      expect((await control.put("/clock", { mode })).body).toMatchObject({ mode });
    }
    for (const mode of ["", "fast", "0x", "-1x", "x", "60", 60, null]) {
      expect([mode, (await control.put("/clock", { mode })).status]).toEqual([mode, 400]);
    }
  },
);

verifies("worlds.timersSurvive", "lets a fork go on with the story that the original plays", async () => {
  const file = resolve(import.meta.dirname, "../../scenarios/store-otp.yaml");
  const scenario = await readScenarioFile(file);
  await using ringback = await startRingback({ clock: "manual", scenario });
  const control = controlOf(ringback);
  const { body } = await control.post("/worlds/main/fork", { as: "copy" });
  const copy = enter(ringback, body as Entrance);
  await advance(copy.control, "40m9s");
  expect((await copy.agent.get("/services/svc_phone_001/phone/messages")).text).toContain("834921");
  expect((await copy.agent.get("/services/svc_phone_001/phone/missed-calls")).text).toContain(
    "+442030000123",
  );
  // The original has not moved.
  const agent = agentOf(ringback);
  expect((await agent.get("/services/svc_phone_001/phone/messages")).body).toEqual({ messages: [] });
});

verifies("worlds.lifecycle", "brings a world back under another name, with keys of that name", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { serviceId } = await buyNumber(agentOf(ringback));
  await control.put(`/policies/${defaultKey(ringback)}`, { rules: { allowTopups: false } });
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  await makeWorld(ringback, { name: "other" });
  const restored = (await control.post("/worlds/other/restore", { snapshot })).body as Entrance;
  expect(restored.env["AGENT_STORE_AGENT_API_KEY"]).toMatch(/^ask_live_other/);
  const other = enter(ringback, restored);
  expect((await other.agent.get("/services")).body).toMatchObject({ services: [{ id: serviceId }] });
  // A rule about a key that did not come along binds nobody.
  const topup = await other.agent.post(`/services/${serviceId}/phone/topups`, { amountUsd: 1 });
  expect(topup.status).toBe(201);
});

verifies("worlds.lifecycle", "takes snapshots larger than any other body", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agentOf(ringback));
  for (let text = 0; text < 60; text += 1) await sendText(control, number, "x".repeat(15_000));
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  expect(JSON.stringify(snapshot).length).toBeGreaterThan(512 * 1024);
  expect((await control.post("/worlds/main/restore", { snapshot })).status).toBe(200);
  expect((await agentOf(ringback).get(`${path}/messages/msg_060`)).status).toBe(200);
});

verifies(["worlds.lifecycle", "clock.modes"], "makes no world whose time could not run", async () => {
  await using ringback = await startRingback();
  const answer = await controlOf(ringback).post("/worlds", { clock: "0x", start: "tomorrow" });
  expect([answer.status, answer.body]).toEqual([
    400,
    refusal("validation_error", {
      issues: [
        { path: "clock", message: "must not be a factor of 0; manual stands still" },
        { path: "start", message: "must be an instant such as 2026-04-01T10:22:00Z" },
      ],
    }),
  ]);
  expect(await worldNames(ringback)).toEqual(["main"]);
});
