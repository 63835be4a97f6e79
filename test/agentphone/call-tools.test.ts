import { version } from "../../src/kernel/version.ts";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import type { RingbackConfig } from "../../src/runtime/config.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { doneBy, equipAgent, type Equipped } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import { acme, advance, type Answer, Client, controlOf, startRingback } from "../support/store-client.ts";
import { type CallState, linesOf } from "../support/voice-call.ts";
import { verifies } from "../support/verifies.ts";
import {
  jsonOf,
  openReceiver,
  type WebhookAnswer,
  type WebhookReceiver,
} from "../support/webhook-receiver.ts";

type Fields = Readonly<Record<string, unknown>>;

type ToolCall = CallState & { readonly tools: readonly Fields[] };

/** A hosted agent in a call whose lines, and the caller's, come from the controls. */
interface ToolStage extends AsyncDisposable, Equipped {
  readonly ringback: Ringback;
  readonly control: Client;
  readonly callId: string;
  /** Has the agent call a tool. */
  use(given?: object, tool?: string): Promise<Answer>;
  /** The same, and answers what the event says came of it. */
  outcome(given?: object): Promise<Fields>;
  events(type: string): Promise<readonly Fields[]>;
  read(): Promise<ToolCall>;
}

/** Somebody calls the agent, who has one tool, `look_up`; `await using` hangs everything up. */
const openToolStage = async (tool: Fields, config: RingbackConfig = {}, agent = {}): Promise<ToolStage> => {
  const ringback = await startRingback({ clock: "manual", ...config });
  const control = controlOf(ringback);
  const customTools = [{ name: "look_up", description: "Looks an order up.", ...tool }];
  const equipped = await equipAgent(phoneOf(ringback), { customTools, ...agent });
  const called = { from: acme, to: equipped.number, played: true, agentPlayed: true };
  const { callId } = doneBy("control.people.call", await control.post("/people/call", called));
  await advance(control, "3s");
  const stage: ToolStage = {
    ...equipped,
    ringback,
    control,
    callId,
    use: (given = {}, name = "look_up") => control.post(`/calls/${callId}/tool`, { tool: name, with: given }),
    outcome: async (given) => {
      doneBy("control.calls.runTool", await stage.use(given));
      await advance(control, "1ms");
      return (await stage.events("tool.called")).at(-1) ?? {};
    },
    events: async (type) =>
      ((await control.get(`/events?limit=1000&type=${type}`)).body as { events: Fields[] }).events,
    read: async () => (await control.get(`/calls/${callId}`)).body as ToolCall,
    [Symbol.asyncDispose]: () => ringback.close(),
  };
  return stage;
};

/** A tool's server on this machine. What tools are sent is no contract's. */
const openTool = (answer: () => WebhookAnswer): Promise<WebhookReceiver> =>
  openReceiver(answer, { checked: false });

const json = (body: unknown, status = 200): WebhookAnswer => ({ status, body: JSON.stringify(body) });

verifies(
  [
    "phone.customTools.called",
    "phone.customTools.scripted",
    "phone.customTools.post",
    "phone.webhooks.userAgent",
  ],
  async () => {
    await using tool = await openTool(() => json({ order: 7, sent: true }));
    await using stage = await openToolStage({
      url: tool.url,
      headers: { Authorization: "Bearer of-the-shop", "X-Shop": null },
    });
    const { agentId, number, callId } = stage;
    const answer = await stage.use({ order: 7 });
    expect([answer.status, answer.body]).toEqual([200, { callId, tool: "look_up" }]);
    await advance(stage.control, "1s");
    const [received] = tool.received;
    expect(received).toMatchObject({
      method: "POST",
      path: "/webhook",
      headers: {
        authorization: "Bearer of-the-shop",
        "content-type": "application/json",
        "user-agent": `ringback/${version}`,
      },
    });
    expect(received?.headers).not.toHaveProperty("x-shop");
    expect(received && jsonOf(received)).toEqual({
      name: "look_up",
      args: { order: 7 },
      call: {
        call_id: callId,
        agent_id: agentId,
        from_number: acme,
        to_number: number,
        direction: "inbound",
      },
    });
    const result = '{"order":7,"sent":true}';
    expect(await stage.events("tool.called")).toMatchObject([
      { callId, line: number, from: acme, to: number, tool: "look_up", status: 200, result },
    ]);
    expect((await stage.read()).tools).toEqual([
      {
        tool: "look_up",
        with: { order: 7 },
        at: "2026-04-01T10:22:03.000Z",
        isUnderWay: false,
        status: 200,
        result,
      },
    ]);
  },
);

verifies("phone.customTools.get", async () => {
  await using tool = await openTool(() => json([]));
  await using stage = await openToolStage({ url: `${tool.url}?shop=1`, method: "GET" });
  await stage.outcome({ city: "São Paulo & more", days: [1, 2], open: true, shop: 2 });
  const [received] = tool.received;
  expect(received?.method).toBe("GET");
  expect(received?.raw.length).toBe(0);
  expect(received?.headers).not.toHaveProperty("content-length");
  expect(received?.headers).not.toHaveProperty("content-type");
  expect([...new URL(received?.path ?? "", tool.url).searchParams]).toEqual([
    ["shop", "1"],
    ["city", "São Paulo & more"],
    ["days", "[1,2]"],
    ["open", "true"],
    ["shop", "2"],
  ]);
});

verifies("phone.customTools.post", "leaves out the numbers that a browser's call does not have", async () => {
  await using tool = await openTool(() => 204);
  await using stage = await openToolStage({ url: tool.url });
  const { agentId, control } = stage;
  const web = await phoneOf(stage.ringback).post("/v1/calls/web", { agentId });
  const { callId } = doneBy("agentphone.calls.createWeb", web);
  await control.post(`/calls/${callId}/answer`);
  await advance(control, "1s");
  doneBy("control.calls.runTool", await control.post(`/calls/${callId}/tool`, { tool: "look_up" }));
  const [received] = await tool.arrived(1);
  expect(received && jsonOf(received)).toEqual({
    name: "look_up",
    args: {},
    call: { call_id: callId, agent_id: agentId, direction: "web" },
  });
});

verifies("phone.customTools.connection", async () => {
  await using tool = await openTool(() => json({}));
  const headers = {
    "content-length": "3",
    "Transfer-Encoding": "chunked",
    Expect: "100-continue",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "content-type": "application/json; charset=utf-8",
    "User-Agent": "shop",
  };
  await using stage = await openToolStage({ url: tool.url, headers });
  expect(await stage.outcome({ order: 7 })).toMatchObject({ status: 200 });
  const [received] = tool.received;
  expect(received && jsonOf(received)).toMatchObject({ args: { order: 7 } });
  expect(received?.headers).toMatchObject({
    "content-length": String(received?.raw.length),
    "content-type": "application/json; charset=utf-8",
    "user-agent": "shop",
  });
  for (const name of ["transfer-encoding", "expect", "upgrade"])
    expect(received?.headers).not.toHaveProperty(name);
});

verifies("phone.customTools.arguments", async () => {
  await using tool = await openTool(() => json({}));
  const parameters = {
    type: "object",
    properties: { order: { type: "integer" }, city: { type: "string" } },
    required: ["order"],
  };
  await using stage = await openToolStage({ url: tool.url, parameters });
  const without = await stage.use({ city: "Rome" });
  expect([without.status, without.text]).toEqual([
    400,
    expect.stringContaining("with.order look_up cannot be called without it") as string,
  ]);
  const strange = await stage.use({ order: 7, town: "Rome" });
  expect([strange.status, strange.text]).toEqual([
    400,
    expect.stringContaining("with.town is not known: look_up takes order, city") as string,
  ]);
  expect((await stage.read()).tools).toEqual([]);
  expect(await stage.outcome({ order: "seven" })).toMatchObject({ status: 200 });
  const open = { customTools: [{ name: "look_up", description: "Any.", url: tool.url, parameters: {} }] };
  await phoneOf(stage.ringback).patch(`/v1/agents/${stage.agentId}`, open);
  expect(await stage.outcome({ town: "Rome" })).toMatchObject({ status: 200 });
});

verifies("phone.customTools.arguments", "lets more through where the schema does", async () => {
  await using tool = await openTool(() => json({}));
  const parameters = { type: "object", properties: {}, additionalProperties: { type: "string" } };
  await using stage = await openToolStage({ url: tool.url, parameters });
  expect(await stage.outcome({ town: "Rome" })).toMatchObject({ status: 200 });
});

verifies("phone.customTools.hosted", async () => {
  await using stage = await openToolStage({ url: "http://127.0.0.1:9/" });
  const unknown = await stage.use({}, "book");
  expect([unknown.status, unknown.text]).toEqual([
    404,
    expect.stringContaining(
      `The agent of the call ${stage.callId} has no tool book. It has look_up.`,
    ) as string,
  ]);
  await phoneOf(stage.ringback).patch(`/v1/agents/${stage.agentId}`, { customTools: [] });
  expect((await stage.use()).text).toContain("It has none; set its customTools.");
  const { number } = await equipAgent(phoneOf(stage.ringback), { voiceMode: "webhook", systemPrompt: null });
  await phoneOf(stage.ringback).post("/v1/webhooks", { url: "http://127.0.0.1:9/" });
  const ring = await stage.control.post("/people/call", { from: acme, to: number, played: true });
  const { callId } = doneBy("control.people.call", ring);
  const early = await stage.control.post(`/calls/${callId}/tool`, { tool: "look_up" });
  expect([early.status, early.text]).toEqual([400, expect.stringContaining("is ringing") as string]);
  await advance(stage.control, "3s");
  const spoken = await stage.control.post(`/calls/${callId}/tool`, { tool: "look_up" });
  expect([spoken.status, spoken.text]).toEqual([
    400,
    expect.stringContaining("only hosted agents call their tools") as string,
  ]);
});

verifies("phone.customTools.speaks", async () => {
  await using tool = await openTool(() => json({ order: 7 }));
  await using stage = await openToolStage({
    url: tool.url,
    speakDuringExecution: true,
    executionMessage: "Let me see.",
  });
  const { control, callId } = stage;
  await control.post(`/calls/${callId}/say`, { text: "Where is it?" });
  await advance(control, "2s");
  expect(await stage.outcome()).toMatchObject({ status: 200 });
  // The turn is the agent's until its answer has been given.
  await control.post(`/calls/${callId}/say`, { text: "Thanks." });
  await advance(control, "10s");
  doneBy("control.calls.speak", await control.post(`/calls/${callId}/speak`, { text: "It is there." }));
  await advance(control, "10s");
  expect(linesOf(await stage.read())).toEqual([
    "user: Where is it?",
    "agent: Let me see. It is there.",
    "user: Thanks.",
  ]);
});

verifies(["phone.customTools.speaksOnce", "phone.customTools.defaults"], async () => {
  await using tool = await openTool(() => json({}));
  await using stage = await openToolStage({ url: tool.url, speakDuringExecution: true });
  const { control, callId } = stage;
  const lines = async () => linesOf(await stage.read());
  await control.post(`/calls/${callId}/say`, { text: "One two three four five six." });
  // Nobody talks over the caller.
  expect(await stage.outcome()).toMatchObject({ status: 200 });
  await advance(control, "5s");
  expect(await lines()).toEqual(["user: One two three four five six."]);
  expect(await stage.outcome()).toMatchObject({ status: 200 });
  await control.post(`/calls/${callId}/speak`, { text: "Yes." });
  // Nor over itself.
  expect(await stage.outcome()).toMatchObject({ status: 200 });
  await advance(control, "5s");
  expect(await lines()).toEqual(["user: One two three four five six.", "agent: One moment, please. Yes."]);
  // Between two turns the agent begins one.
  expect(await stage.outcome()).toMatchObject({ status: 200 });
  await control.post(`/calls/${callId}/speak`);
  await advance(control, "5s");
  expect((await lines()).at(-1)).toBe("agent: One moment, please.");
  expect(tool.received).toHaveLength(4);
});

verifies("phone.customTools.speaksOnce", "gives the turn back where nobody writes its lines", async () => {
  await using tool = await openTool(() => json({}));
  await using stage = await openToolStage({ url: tool.url, speakDuringExecution: true });
  const { control, number } = stage;
  const ring = await control.post("/people/call", { from: "+14155550177", to: number, played: true });
  const { callId } = doneBy("control.people.call", ring);
  await advance(control, "1m");
  await control.post(`/calls/${callId}/tool`, { tool: "look_up" });
  await control.post(`/calls/${callId}/say`, { text: "Hello?" });
  await advance(control, "1m");
  const { turns } = doneBy("control.calls.get", await control.get(`/calls/${callId}`));
  expect(turns.slice(1).map(({ text }) => text)).toEqual(["One moment, please.", "Hello?", "Be kind."]);
});

verifies("phone.customTools.refused", async () => {
  await using tool = await openTool(() => ({ status: 500, body: "  no such order\n" }));
  await using stage = await openToolStage({ url: tool.url });
  const failed = await stage.outcome();
  expect(failed).toMatchObject({ status: 500, why: "HTTP 500: no such order" });
  expect(failed).not.toHaveProperty("result");
  tool.answer = () => ({ status: 302, headers: { location: tool.url } });
  expect(await stage.outcome()).toMatchObject({ status: 302, why: "HTTP 302" });
  tool.answer = () => ({ status: 200, body: "x".repeat(65_536) });
  expect(await stage.outcome()).toMatchObject({ result: "x".repeat(65_536) });
  tool.answer = () => ({ status: 200, body: "x".repeat(65_537) });
  const tooLong = await stage.outcome();
  expect(tooLong).toMatchObject({ status: 200, why: "HTTP 200 with more than 64 KB" });
  expect(tooLong).not.toHaveProperty("result");
  tool.answer = () => "cut";
  const cut = await stage.outcome();
  expect(cut["why"]).toContain("The connection failed");
  expect(cut).not.toHaveProperty("status");
  expect(tool.received).toHaveLength(5);
});

verifies("phone.customTools.refused", "says so where nobody listens", async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  await using stage = await openToolStage({ url: `http://127.0.0.1:${port}/` });
  expect(await stage.outcome()).toMatchObject({ why: "The connection failed: ECONNREFUSED" });
  expect((await stage.read()).tools).toMatchObject([
    { isUnderWay: false, why: "The connection failed: ECONNREFUSED" },
  ]);
});

verifies("phone.customTools.text", async () => {
  await using tool = await openTool(() => ({ status: 200, body: "It was sent — on Monday." }));
  await using stage = await openToolStage({ url: tool.url });
  expect(await stage.outcome()).toMatchObject({ status: 200, result: "It was sent — on Monday." });
  tool.answer = () => 204;
  expect(await stage.outcome()).toMatchObject({ status: 204, result: "" });
});

verifies("phone.customTools.reach", async () => {
  await using stage = await openToolStage({ url: "https://tools.example/look-up" });
  expect(await stage.outcome()).toMatchObject({
    tool: "look_up",
    why: "ringback sends nothing to tools.example; `--allow-webhook tools.example` lets it",
  });
});

verifies(["phone.customTools.timeout", "phone.customTools.time"], async () => {
  await using tool = await openTool(() => "hang");
  const realTime = new TestTime();
  await using stage = await openToolStage({ url: tool.url, timeoutMs: 1000 }, { realTime, quiet: 3_600_000 });
  await stage.control.put("/clock", { mode: "auto" });
  const { clock } = stage.ringback.worlds.main.world;
  const before = clock.now();
  await stage.use();
  await tool.arrived(1);
  await realTime.pass(999);
  expect([clock.now() - before, await stage.events("tool.called")]).toEqual([0, []]);
  await realTime.pass(1);
  expect(clock.now() - before).toBe(1000);
  const called = await stage.events("tool.called");
  expect(called).toMatchObject([{ tool: "look_up", why: "No answer within 1 s" }]);
  expect(called[0]).not.toHaveProperty("status");
  expect(await stage.events("hold.expired")).toMatchObject([{ name: "tool tool_001", timeoutMs: 1000 }]);
});

verifies("phone.customTools.defaults", "gives up after half a minute", async () => {
  await using tool = await openTool(() => "hang");
  const realTime = new TestTime();
  await using stage = await openToolStage({ url: tool.url }, { realTime });
  await stage.use();
  await tool.arrived(1);
  await realTime.pass(29_999);
  expect(await stage.events("tool.called")).toEqual([]);
  await realTime.pass(1);
  expect(await stage.events("tool.called")).toMatchObject([{ why: "No answer within 30 s" }]);
});

verifies("phone.customTools.journal", async () => {
  await using tool = await openTool(() => json({ order: 7 }));
  const play = async (): Promise<string> => {
    await using stage = await openToolStage({ url: tool.url });
    await stage.outcome({ order: 7 });
    await advance(stage.control, "1h");
    return stage.ringback.worlds.main.runHash();
  };
  const hash = await play();
  expect(await play()).toBe(hash);
  // Ringback listens elsewhere each time: an answer that says where is the same answer.
  tool.answer = ({ raw }) => ({ status: 200, body: raw.toString("utf8") });
  const told = async (): Promise<string> => {
    await using stage = await openToolStage({ url: tool.url });
    await stage.outcome({ look: `${stage.ringback.url}/v1/agents` });
    return stage.ringback.worlds.main.runHash();
  };
  expect(await told()).toBe(await told());
  tool.answer = () => json({ order: 8 });
  expect(await play()).not.toBe(hash);
});

verifies("phone.customTools.restored", async () => {
  await using tool = await openTool(() => "hang");
  await using stage = await openToolStage({ url: tool.url });
  const { control, callId } = stage;
  await stage.use({ order: 7 });
  await tool.arrived(1);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  await control.post("/worlds/main/reset");
  expect((await control.get(`/calls/${callId}`)).status).toBe(404);
  tool.answer = () => json({ order: 7 });
  await control.post("/worlds/main/restore", { snapshot });
  await advance(control, "1s");
  const [first, second] = tool.received;
  expect(second?.raw).toEqual(first?.raw);
  expect((await stage.read()).tools).toMatchObject([{ isUnderWay: false, result: '{"order":7}' }]);
});

verifies("phone.customTools.restored", "asks for nothing in a fork until it is let go", async () => {
  await using tool = await openTool(() => "hang");
  await using stage = await openToolStage({ url: tool.url });
  await stage.use({ order: 7 });
  await tool.arrived(1);
  tool.answer = () => json({ order: 7 });
  await stage.control.post("/worlds/main/fork", { as: "copy" });
  const copy = new Client(`${stage.ringback.url}/w/copy/_ringback`);
  await copy.post(`/calls/${stage.callId}/tool`, { tool: "look_up", with: { order: 8 } });
  await advance(copy, "1s");
  expect(tool.received).toHaveLength(1);
  expect((await copy.post("/webhooks/deliver")).body).toEqual({ delivered: 2 });
  await advance(copy, "1s");
  const { tools } = doneBy("control.calls.get", await copy.get(`/calls/${stage.callId}`));
  expect(tools).toMatchObject([
    { with: { order: 7 }, result: '{"order":7}' },
    { with: { order: 8 }, result: '{"order":7}' },
  ]);
});
