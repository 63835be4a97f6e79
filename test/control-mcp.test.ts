import { once } from "node:events";
import { Client as McpClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { controlOperations } from "../src/contract/control/control-operations.ts";
import type { Operation } from "../src/contract/operation.ts";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import { acme, Client, controlOf, defaultKey, startRingback } from "./support/store-client.ts";
import { verifies } from "./support/verifies.ts";

const inbox = "+12125550186";
const tools = Object.values<Operation>(controlOperations).flatMap(({ tool }) => tool?.name ?? []);

const connect = async (ringback: Ringback, path: string, token?: string): Promise<McpClient> => {
  const client = new McpClient({ name: "test", version: "1" });
  const requestInit = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(ringback.url + path), { requestInit }));
  onTestFinished(() => client.close());
  return client;
};

const namesAt = async (client: McpClient): Promise<string[]> =>
  (await client.listTools()).tools.map(({ name }) => name);

const callWith =
  (client: McpClient) =>
  async (name: string, input: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    const { structuredContent, isError } = await client.callTool({ name, arguments: input });
    expect({ name, isError }).toEqual({ name, isError: undefined });
    return structuredContent as Record<string, unknown>;
  };

const toolCall = (name: string, input: object) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name, arguments: input },
});

verifies("controls.tools", "lets a client without a key play the world around an agent", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const call = callWith(await connect(ringback, "/mcp/control"));
  await call("line_create", { provider: "store", country: "US", number: inbox });
  await call("wallet_set", { accountId: "acct_001", walletUsd: 3 });
  await call("policy_set", { ownerId: "acct_001", rules: { allowTopups: false } });
  await call("person_call", { from: acme, to: inbox, ringFor: "20s" });
  await call("clock_advance", { by: "20s" });
  await call("person_otp", { from: acme, to: inbox, code: "834921" });

  const text = await call("wait", { type: "message.received", to: inbox, "contains.body": "code" });
  expect(text).toMatchObject({ code: "834921", event: { at: "2026-04-01T10:22:20.000Z" } });
  const { next } = text as { next: number };
  expect(await call("wait", { type: "otp.issued", after: next })).toMatchObject({ code: "834921" });
  expect(await call("otp_check", { code: "834921" })).toMatchObject({ valid: true });
  expect(await call("events_list", { type: "call.missed" })).toMatchObject({ events: [{ to: inbox }] });
  expect(await call("wallet_get", { accountId: "acct_001" })).toMatchObject({ walletUsd: "3.00" });

  expect(await call("world_create", { name: "other" })).toMatchObject({ name: "other" });
  const other = callWith(await connect(ringback, "/w/other/mcp/control"));
  expect(await other("line_list")).toEqual({ lines: [] });
});

verifies("controls.tools", "lists the controls at /mcp/control, and nowhere else", async () => {
  await using ringback = await startRingback();
  const listed = await namesAt(await connect(ringback, "/mcp/control"));
  expect(listed).toEqual(tools);
  expect(listed).toContain("clock_advance");
  for (const path of ["/mcp", "/mcp/store"]) {
    const agent = await connect(ringback, path, defaultKey(ringback));
    const names = await namesAt(agent);
    expect(names.filter((name) => tools.includes(name))).toEqual([]);
    await expect(agent.callTool({ name: "clock_advance", arguments: { by: "1s" } })).rejects.toThrow(
      "There is no tool clock_advance",
    );
  }
});

it("gives every tool a name of its own", () => {
  expect(new Set(tools).size).toBe(tools.length);
  for (const name of tools) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
});

it("tells a refusal as REST does", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const client = await connect(ringback, "/mcp/control");
  const answer = await client.callTool({
    name: "wait",
    arguments: { type: "message.received", timeout: 0 },
  });
  const [{ text }] = answer.content as [{ text: string }];
  const rest = await controlOf(ringback).get("/wait?type=message.received&timeout=0s");
  expect(answer.isError).toBe(true);
  expect(JSON.parse(text)).toEqual(rest.body);
});

it("stops waiting when the client that waits has gone", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { world } = ringback.worlds.main;
  const recorded = (wanted: string): Promise<void> =>
    new Promise((done) => world.inputs.subscribe(({ kind }) => kind === wanted && done()));
  const asked = recorded("request");
  const leaving = new AbortController();
  const waiting = fetch(`${ringback.url}/mcp/control`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(toolCall("wait", { type: "message.received" })),
    signal: leaving.signal,
  });
  await asked;
  const answered = recorded("answer");
  leaving.abort();
  await expect(waiting).rejects.toThrow(/abort/);
  await answered;
  expect(world.clock.timers()).toEqual([]);
});

verifies("controls.token", "keeps an agent with its store key out, whichever door it tries", async () => {
  await using ringback = await startRingback({ clock: "manual", controlToken: "secret" });
  const key = defaultKey(ringback);
  const agent = new Client(ringback.url, key);
  const before = JSON.stringify(ringback.worlds.main.world.snapshot());
  expect((await agent.get("/_ringback/events")).status).toBe(401);
  expect((await agent.get("/_ringback/wait?type=account.created")).status).toBe(401);
  expect((await agent.post("/_ringback/clock/advance", { by: "1h" })).status).toBe(401);
  expect((await agent.post("/_ringback/otps/check", { code: "123456" })).status).toBe(401);
  expect((await agent.get("/_ringback/events/stream")).status).toBe(401);

  for (const [name, input] of [
    ["wait", { type: "account.created" }],
    ["clock_advance", { by: "1h" }],
    ["events_list", {}],
  ] as const) {
    const refused = await agent.post("/mcp/control", toolCall(name, input));
    expect([name, refused.status, refused.body]).toMatchObject([
      name,
      401,
      { error: { code: "unauthorized" } },
    ]);
    expect((await agent.post("/mcp", toolCall(name, input))).body).toMatchObject({
      error: { code: -32_602 },
    });
  }

  const socket = new WebSocket(`${ringback.url.replace("http", "ws")}/_ringback/events/stream`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toContain("401");

  const answered = (snapshot: string): string => snapshot.replace(/"eventCursor":\d+/, "");
  expect(answered(JSON.stringify(ringback.worlds.main.world.snapshot()))).toBe(answered(before));
  const holder = callWith(await connect(ringback, "/mcp/control", "secret"));
  expect(await holder("wait", { type: "account.created" })).toMatchObject({ next: 1 });
});
