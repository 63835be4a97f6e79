import { expect, it } from "vitest";
import { Call } from "../src/api/call.ts";
import { answer } from "../src/api/pipeline.ts";
import {
  type OperationName,
  operations,
  type Operations,
  type OutputOf,
} from "../src/contract/operations.ts";
import {
  addFault,
  agentOf,
  type Answer,
  buyNumber,
  controlOf,
  defaultKey,
  mintKey,
  openAccount,
  placeCall,
  playScenario,
  sendText,
  startRingback,
} from "./support/store-client.ts";
import { verifies } from "./support/verifies.ts";

const read = async <Name extends OperationName>(
  _name: Name,
  answered: Promise<Answer>,
): Promise<OutputOf<Operations[Name]>> => {
  const { status, body, text } = await answered;
  if (status !== 200) throw new Error(`It answered ${status}: ${text}`);
  return body as OutputOf<Operations[Name]>;
};

verifies("state.tree", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  const { number, serviceId, path } = await buyNumber(agent);
  await agent.post(`${path}/topups`, { amountUsd: 0.35 });
  await control.post("/people", { name: "acme", number: "+14155550123" });
  await control.post("/people", { name: "acme", number: "+14155550124" });
  await openAccount(control, { name: "default", walletUsd: 3 });
  const messageId = await sendText(control, number);
  await agent.get(`${path}/messages/${messageId}`);
  await control.post("/people/otp", { from: "+14155550123", to: number, code: "1234" });
  await control.post("/otps/check", { code: "1234" });
  await placeCall(control, number);
  await placeCall(control, number, "20s");
  await addFault(control, { point: "store.*", times: 2, answer: { status: 503 } });
  await agent.get("/services");
  await playScenario(control, "version: 1\nname: short\nscript: [{ after: 1h, note: later }]");
  const before = JSON.stringify(ringback.worlds.main.world.snapshot());
  expect(await read("control.world.state", control.get("/state"))).toEqual({
    now: "2026-04-01T10:22:00.000Z",
    lines: {
      [number]: {
        provider: "store",
        country: "US",
        type: "local",
        account: "default",
        serviceId,
        status: "active",
        balanceUsd: 10.35,
        messages: 2,
        unread: 1,
        calls: 2,
        missedCalls: 1,
      },
    },
    accounts: {
      default: {
        id: "acct_001",
        walletUsd: 987.15,
        spentUsd: 12.85,
        purchases: 1,
        services: 1,
        lines: 1,
        phoneAgents: 0,
        costUsd: 0,
      },
      acct_002: {
        id: "acct_002",
        walletUsd: 3,
        spentUsd: 0,
        purchases: 0,
        services: 0,
        lines: 0,
        phoneAgents: 0,
        costUsd: 0,
      },
    },
    people: { acme: { number: "+14155550123" }, "+14155550124": { number: "+14155550124" } },
    calls: { ringing: 1, talking: 0, over: 1, byStatus: { missed: 1 }, byReason: {} },
    otps: { issued: 1, used: 1, expired: 0 },
    faults: { fault_001: { point: "store.*", struck: 1, timesLeft: 1 } },
    scenarios: { run_001: { name: "short", ended: false, stepsDone: 0, stepsFailed: 0 } },
  });
  expect(JSON.stringify(ringback.worlds.main.world.snapshot())).toBe(before);
});

verifies("requests.log", "tells what agents asked for and what came of it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  const { path } = await buyNumber(agent);
  const key = await mintKey(control);
  await agent.get(`/services/${key}`);
  await addFault(control, { point: "store.phone.*", times: 1, answer: { status: 503 } });
  await agent.get(`${path}/messages?limit=3`);
  await playScenario(
    control,
    "version: 1\nname: x\nscript: [{ request: { operation: store.services.list } }]",
  );
  await control.post("/clock/advance", { by: 0 });

  const { requests, next } = await read("control.requests.list", control.get("/requests"));
  expect(next).toBe(5);
  const [bought, , unknown, struck, stepped] = requests;
  expect(bought).toMatchObject({
    seq: 1,
    at: "2026-04-01T10:22:00.000Z",
    operation: "store.purchases.create",
    by: "agent",
    account: "acct_001",
    input: { quantity: 1 },
    outcome: "ok",
    status: 201,
    answer: { purchase: { status: "completed" } },
  });
  expect(unknown).toMatchObject({ outcome: "not_found", status: 404, input: { serviceId: "ask_live_…" } });
  expect(unknown?.message).toContain("ask_live_…");
  expect(struck).toMatchObject({
    operation: "store.phone.messages.list",
    input: { limit: 3 },
    outcome: "fault_struck",
    status: 503,
    fault: "fault_001",
  });
  expect(stepped).toMatchObject({ by: "scenario", operation: "store.services.list", outcome: "ok" });
  expect(JSON.stringify(requests)).not.toContain(key);
  expect(JSON.stringify(requests)).not.toContain(defaultKey(ringback));
  const phone = await read("control.requests.list", control.get("/requests?operation=store.phone.*&after=3"));
  expect(phone.requests.map(({ seq }) => seq)).toEqual([4]);
  const page = await read("control.requests.list", control.get("/requests?limit=2&after=1"));
  expect([page.next, page.requests.map(({ seq }) => seq)]).toEqual([3, [2, 3]]);
});

verifies("requests.log", "keeps the last thousand beside the world, and forgets them with it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  const call = new Call({
    operation: operations["store.services.list"],
    input: {},
    authorization: `Bearer ${defaultKey(ringback)}`,
    origin: ringback.url,
    by: "agent",
  });
  for (let times = 0; times < 1100; times += 1) await answer(ringback.desk, call);
  const list = (query: string) => read("control.requests.list", control.get(`/requests?${query}`));
  const all = await list("limit=1000");
  expect([all.requests.length, all.requests[0]?.seq, all.next]).toEqual([1000, 101, 1100]);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  expect(JSON.stringify(snapshot)).not.toContain("store.services.list");
  expect(await read("control.metrics", control.get("/metrics"))).toMatchObject({
    worlds: { main: { requests: { ok: 1100 } } },
  });
  await control.post("/worlds/main/reset");
  expect(await list("after=0")).toEqual({ requests: [], next: 0 });
  await agent.get("/services");
  expect((await list("after=1100")).requests.map(({ seq }) => seq)).toEqual([1101]);
});

it("measures every world", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await control.post("/worlds", { name: "other", clock: "60x" });
  const { number } = await buyNumber(agentOf(ringback));
  await placeCall(control, number, "20s");
  await control.post("/people/otp", { from: "+14155550123", to: number, expiresIn: "5m" });
  await agentOf(ringback).get("/services/nothing");
  const { version, worlds } = await read("control.metrics", control.get("/metrics"));
  expect(version).toBe(ringback.worlds.version);
  expect(worlds["main"]).toMatchObject({
    now: "2026-04-01T10:22:00.000Z",
    mode: "manual",
    timers: { story: 1, limit: 0, upkeep: 1 },
    rows: { lines: 1, calls: 1, messages: 1, oneTimeCodes: 1, people: 0 },
    events: ringback.worlds.main.world.events.last,
    requests: { ok: 2, not_found: 1 },
  });
  expect(worlds["other"]).toMatchObject({ mode: "60x", requests: {}, rows: { lines: 0 } });
});
