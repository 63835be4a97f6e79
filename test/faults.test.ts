import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { WorldEvent } from "../src/contract/events.ts";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import {
  acme,
  addFault,
  advance,
  agentOf,
  type Answer,
  buyNumber,
  Client,
  controlOf,
  defaultKey,
  phoneItem,
  quoteRequest,
  refusal,
  sendText,
  startRingback,
} from "./support/store-client.ts";
import { verifies } from "./support/verifies.ts";

const point = "store.catalog.categories";
const ask = (ringback: Ringback): Promise<Answer> => agentOf(ringback).get("/catalog/categories");
const unavailable = { answer: { status: 503 } };

const statusesOf = async (ringback: Ringback, count: number): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let round = 0; round < count; round += 1) statuses.push((await ask(ringback)).status);
  return statuses;
};

const faultsOf = async (control: Client): Promise<readonly Record<string, unknown>[]> =>
  ((await control.get("/faults")).body as { faults: Record<string, unknown>[] }).faults;

/** How a request fails that gets no answer. */
const failureOf = (asked: Promise<Answer>): Promise<string> =>
  asked.then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/** The next event of a kind in the world main. */
const next = (ringback: Ringback, type: WorldEvent["type"]): Promise<WorldEvent> =>
  new Promise((resolve) => {
    const stop = ringback.worlds.main.world.events.subscribe((event) => {
      if (event.type !== type) return;
      stop();
      resolve(event);
    });
  });

verifies("faults.status", "answers a status in the store's own envelope", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await addFault(control, { point, times: 1, answer: { status: 503 } });
  await addFault(control, { point, times: 1, answer: { status: 429 } });
  await addFault(control, { point, times: 1, answer: { status: 409, code: "busy", message: "Not now." } });
  await addFault(control, { point, times: 1, answer: { status: 500, body: { detail: "no" } } });
  const answers = [await ask(ringback), await ask(ringback), await ask(ringback), await ask(ringback)];
  expect(answers.map(({ status, body }) => [status, body])).toEqual([
    [503, { error: { code: "service_unavailable", message: "Service Unavailable", details: {} } }],
    [429, { error: { code: "rate_limited", message: "Too Many Requests", details: {} } }],
    [409, { error: { code: "busy", message: "Not now.", details: {} } }],
    [500, { detail: "no" }],
  ]);
  expect((await ask(ringback)).status).toBe(200);
});

verifies("faults.strike", "strikes what is sound, before anything is done; the oldest first", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  await addFault(control, { point: "store.purchases.*", times: 1, answer: { status: 503 } });
  await addFault(control, { point: "store.*.create", times: 1, answer: { status: 502 } });
  expect((await agent.post("/purchases", { catalogItemId: phoneItem })).status).toBe(400);
  expect((await agentOf(ringback, "nonsense").post("/purchases")).status).toBe(401);
  expect((await faultsOf(control)).map(({ struck }) => struck)).toEqual([0, 0]);
  const purchase = { ...quoteRequest(), idempotencyKey: "once" };
  expect((await agent.post("/purchases", purchase)).status).toBe(503);
  expect((await agent.post("/purchases", purchase)).status).toBe(502);
  expect((await agent.get("/services")).body).toEqual({ services: [] });
  expect((await agent.post("/purchases", purchase)).status).toBe(201);
});

verifies("faults.times", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const faultId = await addFault(control, { point, times: 2, ...unavailable });
  expect(await statusesOf(ringback, 4)).toEqual([503, 503, 200, 200]);
  expect(await faultsOf(control)).toEqual([
    { faultId, point, timesLeft: 0, answer: { status: 503 }, struck: 2 },
  ]);
});

verifies("faults.chance", async () => {
  const run = async (seed: string): Promise<{ statuses: readonly number[]; hash: string }> => {
    await using ringback = await startRingback({ seed });
    await addFault(controlOf(ringback), { point, chance: 0.5, ...unavailable });
    return { statuses: await statusesOf(ringback, 20), hash: ringback.worlds.main.runHash() };
  };
  const first = await run("seven");
  expect(await run("seven")).toEqual(first);
  expect((await run("eight")).statuses).not.toEqual(first.statuses);
  expect(new Set(first.statuses)).toEqual(new Set([200, 503]));

  await using ringback = await startRingback();
  await addFault(controlOf(ringback), { point, chance: 0, ...unavailable });
  expect(await statusesOf(ringback, 3)).toEqual([200, 200, 200]);
  await addFault(controlOf(ringback), { point, chance: 1, ...unavailable });
  expect(await statusesOf(ringback, 3)).toEqual([503, 503, 503]);
});

verifies("faults.delay", "jumps in auto for an answer that is delayed", async () => {
  // Quiet never comes, so that nothing but the wait can move time.
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const control = controlOf(ringback);
  await addFault(control, { point: "store.quotes.*", answer: { delay: "1h" } });
  const made = await agentOf(ringback).post("/quotes", quoteRequest());
  expect([made.status, made.headers.get("date")]).toEqual([201, "Wed, 01 Apr 2026 11:22:00 GMT"]);
  const jumps = ringback.worlds.main.world.events.after(0, 100).filter(({ type }) => type === "clock.jumped");
  expect(jumps).toMatchObject([{ signal: "wait", to: "2026-04-01T11:22:00.000Z" }]);
});

verifies("faults.delay", "lets what happens meanwhile happen first", async () => {
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agentOf(ringback));
  await control.post("/people/call", { from: acme, to: number, ringFor: "20s" });
  await addFault(control, { point: "store.phone.missedCalls.list", answer: { delay: "30s" } });
  expect((await agentOf(ringback).get(`${path}/missed-calls`)).body).toMatchObject({
    calls: [{ from: acme, status: "missed" }],
  });
});

verifies("faults.delay", "waits in manual until it is told, and is handled at its own instant", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  const { number, path } = await buyNumber(agent);
  await addFault(control, { point: "store.phone.messages.list", times: 1, answer: { delay: "30s" } });
  const struck = next(ringback, "fault.struck");
  const answered = next(ringback, "request.answered");
  const list = agent.get(`${path}/messages`);
  await struck;
  await sendText(control, number, "before");
  await advance(control, "29s");
  const early = await control.get("/events?type=request.answered");
  expect(early.text).not.toContain("store.phone.messages.list");
  // One advance goes far beyond; the answer is that of 30 seconds all the same.
  await advance(control, "1h");
  await sendText(control, number, "after");
  const { text, headers } = await list;
  expect(headers.get("date")).toBe("Wed, 01 Apr 2026 10:22:30 GMT");
  expect(text).toContain("before");
  expect(text).not.toContain("after");
  await answered;
});

verifies("faults.delay.gone", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  const ends: readonly (() => Promise<unknown>)[] = [
    () => control.post("/worlds/main/reset"),
    () => control.post("/worlds/main/restore", { snapshot }),
    () => ringback.close(),
  ];
  for (const end of ends) {
    await addFault(control, { point: "store.purchases.create", answer: { delay: "30s" } });
    const struck = next(ringback, "fault.struck");
    const failure = failureOf(
      agentOf(ringback).post("/purchases", { ...quoteRequest(), idempotencyKey: "a" }),
    );
    await struck;
    await end();
    expect(await failure).toBe("fetch failed");
    expect(ringback.worlds.all()[0]?.world.tables.purchases.size ?? 0).toBe(0);
  }
});

verifies("faults.delay.gone", "cuts off who waits in a world that is dropped", async () => {
  await using ringback = await startRingback();
  await controlOf(ringback).post("/worlds", { name: "other", clock: "manual" });
  const control = new Client(`${ringback.url}/w/other/_ringback`);
  await addFault(control, { point, answer: { delay: "30s" } });
  const agent = new Client(`${ringback.url}/w/other/v1/agent`, "ask_live_xxxxx.yyyyy");
  const struck = new Promise((resolve) =>
    ringback.worlds
      .find("other")
      ?.world.events.subscribe(({ type }) => type === "fault.struck" && resolve(type)),
  );
  const failure = failureOf(agent.get("/catalog/categories"));
  await struck;
  await controlOf(ringback).delete("/worlds/other");
  expect(await failure).toBe("fetch failed");
});

verifies("faults.reset", async () => {
  const told: (readonly [status: number, why: string | undefined])[] = [];
  await using ringback = await startRingback({ onAnswer: ({ status, why }) => told.push([status, why]) });
  const agent = agentOf(ringback);
  await addFault(controlOf(ringback), { point: "store.purchases.create", times: 1, answer: { reset: true } });
  const purchase = { ...quoteRequest(), idempotencyKey: "once" };
  await expect(agent.post("/purchases", purchase)).rejects.toThrow("fetch failed");
  expect(told.at(-1)).toEqual([0, "The fault fault_001 cut the connection, and nothing was done."]);
  expect((await agent.get("/services")).body).toEqual({ services: [] });
  expect((await agent.post("/purchases", purchase)).status).toBe(201);
});

verifies("faults.slow", "sends a body piece by piece as time is advanced", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const whole = (await ask(ringback)).text;
  await addFault(control, { point, answer: { slow: { pieces: 3, every: "1m" } } });
  const headers = { authorization: `Bearer ${defaultKey(ringback)}` };
  const response = await fetch(`${ringback.url}/v1/agent/catalog/categories`, { headers });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString();
  expect(response.headers.get("content-length")).toBe(String(whole.length));
  const pieces = [await read()];
  await advance(control, "1m");
  pieces.push(await read());
  await advance(control, "1h");
  pieces.push(await read());
  expect((await reader.read()).done).toBe(true);
  expect(pieces.join("")).toBe(whole);
  for (const { length } of pieces) expect(Math.abs(length - whole.length / 3)).toBeLessThan(1);
});

verifies(
  "faults.slow",
  "needs nobody to move time in auto, and one long advance for all pieces",
  async () => {
    await using ringback = await startRingback({ quiet: 3_600_000 });
    const control = controlOf(ringback);
    const whole = (await ask(ringback)).text;
    await addFault(control, { point, answer: { slow: { pieces: 100 } } });
    expect((await ask(ringback)).text).toBe(whole);
    expect((await control.get("/clock")).body).toMatchObject({ now: "2026-04-01T10:23:39.000Z" });
    await control.put("/clock", { mode: "manual" });
    const struck = next(ringback, "request.answered");
    const slow = ask(ringback);
    await struck;
    await advance(control, "1h");
    expect((await slow).text).toBe(whole);
  },
);

verifies("faults.malformed", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await addFault(control, { point: "store.purchases.create", times: 1, answer: { malformed: true } });
  const response = await fetch(`${ringback.url}/v1/agent/purchases`, {
    method: "POST",
    headers: { authorization: `Bearer ${defaultKey(ringback)}`, "content-type": "application/json" },
    body: JSON.stringify({ ...quoteRequest(), idempotencyKey: "once" }),
  });
  const text = await response.text();
  expect(response.status).toBe(201);
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  const again = await agentOf(ringback).post("/purchases", { ...quoteRequest(), idempotencyKey: "once" });
  expect([again.status, again.text.startsWith(text)]).toEqual([200, true]);
});

verifies("faults.why", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const journal = join(folder, "run.jsonl");
  await using ringback = await startRingback({ quiet: 3_600_000, journal });
  const control = controlOf(ringback);
  const answers = [{ status: 503 }, { delay: "30s" }, { slow: { pieces: 2 } }, { delay: 1 }];
  for (const answer of answers) await addFault(control, { point: "store.services.*", times: 1, answer });
  const agent = agentOf(ringback);
  const seen = [await agent.get("/services"), await agent.get("/services"), await agent.get("/services")];
  expect(seen.map(({ headers }) => headers.get("x-ringback-why"))).toEqual([
    "fault_struck: The fault fault_001 answered 503, and nothing was done.",
    "fault_struck: The fault fault_002 delayed this answer by 30000 ms.",
    "fault_struck: The fault fault_003 sends this answer in 2 pieces, 1000 ms apart.",
  ]);
  expect((await agent.get("/services/svc_none")).headers.get("x-ringback-why")).toMatch(
    /^not_found: .+ fault_struck: The fault fault_004 delayed this answer by 1 ms\.$/,
  );
  expect((await agent.get("/services")).headers.get("x-ringback-why")).toBeNull();
  const { body } = await control.get("/events?type=fault.struck");
  expect(body).toMatchObject({
    events: [
      { fault: "fault_001", point: "store.services.*", kind: "status", operation: "store.services.list" },
      { fault: "fault_002", kind: "delay" },
      { fault: "fault_003", kind: "slow" },
      { fault: "fault_004", kind: "delay", operation: "store.services.get" },
    ],
  });
  const written = readFileSync(journal, "utf8").split("\n");
  expect(written.filter((line) => line.includes('"type":"fault.struck"'))).toHaveLength(4);
});

/** One call of the tool that lists categories. */
const callTool = (ringback: Ringback): Promise<Response> =>
  fetch(`${ringback.url}/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${defaultKey(ringback)}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "catalog_categories", arguments: {} },
    }),
  });

interface ToolAnswer {
  readonly result: { readonly content: readonly { readonly text: string }[]; readonly isError?: boolean };
}

verifies("faults.mcp", async () => {
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const control = controlOf(ringback);
  const { text: whole } = await ask(ringback);
  const answers = [
    { status: 503 },
    { reset: true },
    { slow: { pieces: 3, every: "1m" } },
    { malformed: true },
  ];
  for (const answer of answers) await addFault(control, { point, times: 1, answer });

  const refused = await callTool(ringback);
  expect(refused.headers.get("x-ringback-why")).toContain("The fault fault_001 answered 503");
  expect(await refused.json()).toMatchObject({
    result: { isError: true, content: [{ text: expect.stringContaining("service_unavailable") as string }] },
  });
  await expect(callTool(ringback)).rejects.toThrow("fetch failed");
  const slow = (await (await callTool(ringback)).json()) as ToolAnswer;
  expect(slow.result.content[0]?.text).toBe(whole);
  expect((await control.get("/clock")).body).toMatchObject({ now: "2026-04-01T10:24:00.000Z" });
  const malformed = await callTool(ringback);
  expect(malformed.headers.get("x-ringback-why")).toContain("fault_004 cut this body");
  const { result } = (await malformed.json()) as ToolAnswer;
  expect(result).toEqual({ content: [{ type: "text", text: whole.slice(0, Math.ceil(whole.length / 2)) }] });
});

verifies("faults.controls", "adds, lists and takes away faults of one world", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await control.post("/worlds", { name: "other" });
  const other = new Client(`${ringback.url}/w/other/_ringback`);
  const answers = [
    { status: 500, code: "x" },
    { delay: 1500 },
    { reset: true },
    { slow: { pieces: 2, every: 1000 } },
    { malformed: true },
  ];
  for (const answer of answers)
    await addFault(other, { point: "*", ...(answer.delay && { times: 3 }), answer });
  // What is listed can be handed in again.
  expect((await faultsOf(other)).map(({ answer }) => answer)).toEqual(answers);
  expect(await faultsOf(control)).toEqual([]);
  expect((await ask(ringback)).status).toBe(200);
  expect((await other.delete("/faults/fault_001")).body).toEqual({ cleared: 1 });
  const unknown = await other.delete("/faults/fault_001");
  expect([unknown.status, unknown.body]).toEqual([404, refusal("not_found", { id: "fault_001" })]);
  expect((await faultsOf(other)).map(({ faultId }) => faultId)).not.toContain("fault_001");
  expect((await other.delete("/faults")).body).toEqual({ cleared: 4 });
  expect(await faultsOf(other)).toEqual([]);
});

verifies("faults.controls", "says what is wrong with a fault, and which operation may be meant", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const refused: readonly (readonly [fault: object, sentence: string])[] = [
    [{ point: "store.phone.message.list" }, "Did you mean store.phone.messages.list?"],
    [{ point: "store.phnoe.*" }, "Did you mean store.phone.*?"],
    [{ point: "everything" }, "point names no operation: everything. `store.*` means every operation"],
    [{ point: "control.*" }, "point names controls only, and faults never strike those: control.*."],
    [{ answer: {} }, "answer must have exactly one of status, delay, reset, slow, malformed, webhook."],
    [{ answer: { status: 503, delay: "1s" } }, "answer must have exactly one of"],
    [
      { answer: { delay: "1s", code: "x" } },
      "answer has code, message or body, which go with a status only.",
    ],
    [{ answer: { status: 500, code: "x", body: {} } }, "answer has a body, which takes the place of"],
    [{ answer: { status: 200 } }, "answer.status must be at least 400."],
    [{ answer: { delay: "2d" } }, "answer.delay must be at most a day (1d)."],
    [{ chance: 1.5 }, "chance must be at most 1."],
    [{ times: 0 }, "times must be at least 1."],
  ];
  for (const [change, sentence] of refused) {
    const { status, text } = await control.post("/faults", { point, ...unavailable, ...change });
    expect([status, text]).toEqual([400, expect.stringContaining(sentence)]);
  }
  expect(await faultsOf(control)).toEqual([]);
});

verifies("faults.kept", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await addFault(control, { point, times: 2, ...unavailable });
  await addFault(control, { point, chance: 0.5, answer: { status: 500 } });
  await ask(ringback);
  const kept = await faultsOf(control);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  const { body } = await control.post("/worlds/main/fork", { as: "copy" });
  const { env } = body as { env: Record<string, string> };

  const later = await statusesOf(ringback, 20);
  await control.delete("/faults");
  await control.post("/worlds/main/restore", { snapshot });
  expect(await faultsOf(control)).toEqual(kept);
  expect(await statusesOf(ringback, 20)).toEqual(later);

  const copy = new Client(env["AGENT_STORE_API_BASE_URL"] ?? "", env["AGENT_STORE_AGENT_API_KEY"]);
  const inCopy: number[] = [];
  while (inCopy.length < later.length) inCopy.push((await copy.get("/catalog/categories")).status);
  expect(inCopy).toEqual(later);
});
