import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, it } from "vitest";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import { readStoreBackend } from "../src/surfaces/mcp/read-store-backend.ts";
import { verifies } from "./support/verifies.ts";
import { serveStdio, type StdioOptions } from "../src/surfaces/mcp/serve-stdio.ts";

type Arguments = Record<string, unknown>;
type ToolAnswer = {
  content: { type: string; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
};

const newest = "2026-07-28";
const bank = "+14155550123";

const start = () => createRingback({ port: 0, agent: "expected" });
const keyOf = ({ env }: Ringback): string => env["AGENT_STORE_AGENT_API_KEY"] ?? "";

const connect = async (ringback: Ringback, path = "/mcp/store"): Promise<Client & AsyncDisposable> => {
  const client = new Client({ name: "test", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${keyOf(ringback)}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(ringback.url + path), { requestInit }));
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
};

const callWith =
  (client: Client) =>
  async (name: string, args: Arguments): Promise<ToolAnswer> =>
    (await client.callTool({ name, arguments: args })) as ToolAnswer;

const post = (
  ringback: Ringback,
  body: unknown,
  headers: Record<string, string> = {},
  path = "/mcp",
): Promise<Response> =>
  fetch(ringback.url + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${keyOf(ringback)}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const message = (method: string, params?: unknown) => ({ jsonrpc: "2.0", id: 1, method, params });
const toolCall = (name: unknown, args?: unknown) => message("tools/call", { name, arguments: args });

const newestMessage = (method: string, params: Arguments = {}) =>
  message(method, {
    ...params,
    _meta: {
      "io.modelcontextprotocol/protocolVersion": newest,
      "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  });
const newestHeaders = (method: string, name?: string): Record<string, string> => ({
  "mcp-protocol-version": newest,
  "mcp-method": method,
  ...(name !== undefined && { "mcp-name": name }),
});

const control = async (ringback: Ringback, path: string, body: unknown): Promise<Arguments> => {
  const response = await fetch(`${ringback.url}/_ringback${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Arguments;
};

const configuration = {
  countryCode: "US",
  numberType: "local",
  capabilities: ["sms", "voice"],
  locality: "new-york",
  initialBalanceUsd: 10,
};

/** Every store call of an agent's day, with the REST request that means the same. */
const day: readonly { tool: string; input: Arguments; rest: [method: string, path: string] }[] = [
  { tool: "catalog_categories", input: {}, rest: ["GET", "/catalog/categories"] },
  {
    tool: "catalog_search",
    input: { category: "telephony", q: "phone number", limit: 3 },
    rest: ["GET", "/catalog/items?category=telephony&q=phone+number&limit=3"],
  },
  {
    tool: "catalog_checkout_requirements",
    input: { catalogItemId: "cat_phone_global_001" },
    rest: ["GET", "/catalog/items/cat_phone_global_001/checkout-requirements"],
  },
  {
    tool: "quote_create",
    input: { catalogItemId: "cat_phone_global_001", quantity: 1, configuration },
    rest: ["POST", "/quotes"],
  },
  {
    tool: "purchase_create",
    input: { quoteId: "quote_phone_001", idempotencyKey: "first" },
    rest: ["POST", "/purchases"],
  },
  {
    tool: "purchase_get_status",
    input: { purchaseId: "purchase_phone_001" },
    rest: ["GET", "/purchases/purchase_phone_001"],
  },
  { tool: "service_list", input: {}, rest: ["GET", "/services"] },
  {
    tool: "service_get",
    input: { serviceId: "svc_phone_001" },
    rest: ["GET", "/services/svc_phone_001"],
  },
  {
    tool: "phone_balance_topup",
    input: { serviceId: "svc_phone_001", amountUsd: 15 },
    rest: ["POST", "/services/svc_phone_001/phone/topups"],
  },
  {
    tool: "phone_message_list",
    input: { serviceId: "svc_phone_001", limit: 10, unreadOnly: true },
    rest: ["GET", "/services/svc_phone_001/phone/messages?limit=10&unreadOnly=true"],
  },
  {
    tool: "phone_missed_call_list",
    input: { serviceId: "svc_phone_001" },
    rest: ["GET", "/services/svc_phone_001/phone/missed-calls"],
  },
  {
    tool: "phone_call_log_get",
    input: { serviceId: "svc_phone_001", limit: 5 },
    rest: ["GET", "/services/svc_phone_001/phone/call-logs?limit=5"],
  },
  { tool: "service_get", input: { serviceId: "svc_none" }, rest: ["GET", "/services/svc_none"] },
  { tool: "quote_create", input: { quantity: 0 }, rest: ["POST", "/quotes"] },
  {
    tool: "phone_balance_topup",
    input: { serviceId: "svc_phone_001", amountUsd: 1_000_000 },
    rest: ["POST", "/services/svc_phone_001/phone/topups"],
  },
];

const askRest = async (ringback: Ringback, [method, path]: [string, string], input: Arguments) => {
  const response = await fetch(`${ringback.url}/v1/agent${path}`, {
    method,
    headers: { authorization: `Bearer ${keyOf(ringback)}`, "content-type": "application/json" },
    ...(method === "POST" && { body: JSON.stringify(input) }),
  });
  return { ok: response.ok, body: await response.json() };
};

const rentNumber = async (call: ReturnType<typeof callWith>): Promise<void> => {
  const bought = await call("purchase_create", {
    catalogItemId: "cat_phone_global_001",
    configuration,
    idempotencyKey: "first",
  });
  expect(bought.structuredContent).toMatchObject({ service: { id: "svc_phone_001" } });
};

/** Serves over a pair of streams, sends these messages, ends the input, and answers what came out. */
const overStdio = async (
  options: Pick<StdioOptions, "tools" | "backend" | "version">,
  ...messages: readonly unknown[]
): Promise<{ id: number; result?: ToolAnswer & Arguments; error?: { code: number; message: string } }[]> => {
  const input = new PassThrough();
  const output = new PassThrough();
  const served = serveStdio({ ...options, input, output });
  for (const one of messages) input.write(`${JSON.stringify(one)}\n`);
  input.end();
  await served;
  output.end();
  const lines = (await text(output)).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as { id: number });
};

/** Lives through the day over MCP in a ringback of its own, and answers what came back. */
const liveThroughDay = async (): Promise<string[]> => {
  await using ringback = await start();
  const bodies: string[] = [];
  for (const { tool, input } of day) {
    const response = await post(ringback, toolCall(tool, input));
    bodies.push(`${response.status} ${response.headers.get("date")} ${await response.text()}`);
  }
  return bodies;
};

const hello = { ...message("initialize"), id: 0 };
hello.params = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "test", version: "1" },
};

verifies(["mcp.tools", "mcp.hosted"], "lists the store's thirteen tools to the official client", async () => {
  await using ringback = await start();
  await using client = await connect(ringback);
  expect(client.getServerVersion()).toEqual({ name: "ringback", version: ringback.worlds.version });
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    "catalog_categories",
    "catalog_search",
    "catalog_checkout_requirements",
    "quote_create",
    "purchase_create",
    "purchase_get_status",
    "service_list",
    "service_get",
    "phone_balance_topup",
    "phone_message_list",
    "phone_message_get",
    "phone_missed_call_list",
    "phone_call_log_get",
  ]);
  expect(tools.find(({ name }) => name === "phone_message_list")).toEqual({
    name: "phone_message_list",
    description: "List a number's inbound texts, newest first.",
    inputSchema: {
      type: "object",
      properties: {
        serviceId: { type: "string", minLength: 1, maxLength: 128 },
        limit: { type: "integer", minimum: 1, maximum: 100 },
        unreadOnly: { type: "boolean" },
      },
      required: ["serviceId"],
    },
    annotations: { readOnlyHint: true },
  });
  expect(
    tools.filter(({ annotations }) => annotations?.readOnlyHint !== true).map(({ name }) => name),
  ).toEqual(["quote_create", "purchase_create", "phone_balance_topup"]);
  expect(JSON.stringify(tools)).not.toMatch(/\$schema|outputSchema|propertyNames/);
});

it("serves every tool set at /mcp, also under a world's name", async () => {
  await using ringback = await start();
  await using all = await connect(ringback, "/mcp");
  await using named = await connect(ringback, "/w/main/mcp/store");
  const { tools } = await named.listTools();
  expect((await all.listTools()).tools).toEqual(expect.arrayContaining(tools));
});

verifies(
  ["mcp.transcript", "mcp.hosted"],
  "lets the official client rent a number, receive a code and see a missed call",
  async () => {
    await using ringback = await start();
    await using client = await connect(ringback);
    const call = callWith(client);
    const read = async (name: string, args: Arguments) => {
      const { content, structuredContent, isError } = await call(name, args);
      expect(isError).toBeUndefined();
      expect(JSON.parse(content[0]?.text ?? "")).toEqual(structuredContent);
      return structuredContent as Record<string, never>;
    };

    const { items } = await read("catalog_search", { category: "telephony", q: "phone number" });
    expect(items).toMatchObject([{ id: "cat_phone_global_001" }]);
    const needs = await read("catalog_checkout_requirements", { catalogItemId: "cat_phone_global_001" });
    expect(needs).toMatchObject({ requiredFields: ["countryCode", "numberType", "capabilities"] });
    const { quote } = await read("quote_create", { catalogItemId: "cat_phone_global_001", configuration });
    expect(quote).toMatchObject({ id: "quote_phone_001", totalPriceMinor: 1250 });
    const { purchase } = await read("purchase_create", { quoteId: "quote_phone_001", idempotencyKey: "one" });
    expect(purchase).toMatchObject({ id: "purchase_phone_001" });
    expect(await read("purchase_get_status", { purchaseId: "purchase_phone_001" })).toMatchObject({
      purchase,
    });
    expect(await read("service_list", {})).toMatchObject({ services: [{ id: "svc_phone_001" }] });
    const service = { serviceId: "svc_phone_001" };
    const number = "+12125550186";
    expect(await read("service_get", service)).toMatchObject({ service: { phone: { e164: number } } });
    const { balance } = await read("phone_balance_topup", { ...service, amountUsd: 15 });
    expect(balance).toMatchObject({ previousBalanceUsd: "10.00", newBalanceUsd: "25.00" });

    const { code, messageId } = await control(ringback, "/people/otp", { from: bank, to: number });
    const { messages } = await read("phone_message_list", { ...service, unreadOnly: true });
    expect(messages).toMatchObject([{ id: messageId, from: bank, to: number }]);
    const { message: got } = await read("phone_message_get", { ...service, messageId });
    expect(got).toMatchObject({ body: expect.stringContaining(String(code)) as string });
    expect(await read("phone_message_list", { ...service, unreadOnly: true })).toEqual({ messages: [] });

    const { callId } = await control(ringback, "/people/call", { from: bank, to: number });
    const missed = await read("phone_missed_call_list", service);
    expect(missed).toMatchObject({ calls: [{ id: callId, from: bank }] });
    expect(await read("phone_call_log_get", { ...service, callId })).toMatchObject({ call: { id: callId } });
  },
);

verifies("mcp.sameAsRest", "answers over MCP exactly what REST answers", async () => {
  await using byRest = await start();
  await using byMcp = await start();
  await using byStdio = await start();
  await using client = await connect(byMcp);
  const call = callWith(client);
  const backend = {
    kind: "rest",
    baseUrl: `${byStdio.url}/v1/agent`,
    key: keyOf(byStdio),
  } as const;
  for (const { tool, input, rest } of day) {
    const { ok, body } = await askRest(byRest, rest, input);
    const answer = await call(tool, input);
    expect({ tool, body: JSON.parse(answer.content[0]?.text ?? "") as unknown }).toEqual({ tool, body });
    expect(answer.structuredContent).toEqual(ok ? body : undefined);
    expect(answer.isError).toBe(ok ? undefined : true);
    const [, relayed] = await overStdio({ tools: "store", backend }, hello, toolCall(tool, input));
    expect({ tool, answer: relayed?.result }).toEqual({ tool, answer });
  }
});

verifies("determinism.sameBytes", "gives the same bytes for the same seed and requests", async () => {
  const first = await liveThroughDay();
  expect(await liveThroughDay()).toEqual(first);
});

verifies("mcp.refusals", "tells of a refusal in an isError result with the body of REST", async () => {
  await using ringback = await start();
  const response = await post(ringback, toolCall("service_get", { serviceId: "svc_none" }));
  expect(response.status).toBe(200);
  expect(response.headers.get("x-ringback-why")).toMatch(/^not_found: There is no service svc_none\./);
  const { result } = (await response.json()) as { result: ToolAnswer };
  expect(result).toEqual({ content: [{ type: "text", text: expect.any(String) as string }], isError: true });
  expect(JSON.parse(result.content[0]?.text ?? "")).toMatchObject({
    error: { code: "not_found", details: { resource: "service", id: "svc_none" } },
  });
});

verifies("mcp.refusals", "answers -32602 for an unknown tool and -32601 for an unknown method", async () => {
  await using ringback = await start();
  for (const path of ["/mcp", "/mcp/store"]) {
    const tool = await post(ringback, toolCall("catalog_serch", {}), {}, path);
    expect(await tool.json()).toMatchObject({
      error: { code: -32_602, message: "There is no tool catalog_serch. Did you mean catalog_search?" },
    });
    const method = await post(ringback, message("resources/list"), {}, path);
    expect(await method.json()).toMatchObject({ id: 1, error: { code: -32_601 } });
  }
});

verifies("mcp.postOnly", "accepts POST alone", async () => {
  await using ringback = await start();
  for (const method of ["GET", "DELETE", "PUT", "PATCH"]) {
    const response = await fetch(`${ringback.url}/mcp`, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await response.json()).toMatchObject({ jsonrpc: "2.0", id: null });
  }
});

verifies("mcp.keyFirst", "asks for a key before it reads a message", async () => {
  await using ringback = await start();
  await control(ringback, "/worlds", { name: "other" });
  const other = ringback.worlds.find("other")?.defaultKey() ?? "";
  const visits: [authorization: string, path: string][] = [
    ["", "/mcp"],
    ["Bearer no-key-of-the-store", "/mcp"],
    [`Basic ${keyOf(ringback)}`, "/mcp/store"],
    [`Bearer ${other}`, "/w/main/mcp"],
  ];
  for (const [authorization, path] of visits) {
    const response = await post(ringback, "{ this is not JSON", { authorization }, path);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(response.headers.get("x-ringback-why")).toMatch(/^unauthorized: /);
    expect(await response.json()).toMatchObject({ error: { code: "unauthorized" } });
  }
});

it("finds the world by the key, and refuses one that does not exist", async () => {
  await using ringback = await start();
  await control(ringback, "/worlds", { name: "other" });
  const authorization = `Bearer ${ringback.worlds.find("other")?.defaultKey()}`;
  for (const [headers, path] of [
    [{ authorization }, "/mcp"],
    [{ authorization }, "/w/other/mcp"],
  ] as const) {
    const input = { catalogItemId: "cat_phone_global_001", configuration, idempotencyKey: path };
    const response = await post(ringback, toolCall("purchase_create", input), headers, path);
    expect(await response.json()).toMatchObject({ result: { structuredContent: { purchase: {} } } });
  }
  expect(ringback.worlds.find("other")?.world.tables.purchases.size).toBe(2);
  expect(ringback.worlds.main.world.tables.purchases.size).toBe(0);
  const nowhere = await post(ringback, toolCall("service_list"), {}, "/w/nowhere/mcp");
  expect(nowhere.status).toBe(404);
});

it.each(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])("speaks revision %s", async (revision) => {
  await using ringback = await start();
  const params = { protocolVersion: revision, capabilities: {}, clientInfo: { name: "old", version: "1" } };
  const welcome = await post(ringback, message("initialize", params));
  expect(welcome.headers.get("content-type")).toBe("application/json");
  expect(welcome.headers.get("mcp-session-id")).toBeNull();
  expect(await welcome.json()).toMatchObject({
    result: { protocolVersion: revision, capabilities: { tools: {} }, serverInfo: { name: "ringback" } },
  });
  const headers = { "mcp-protocol-version": revision };
  const ready = await post(ringback, { jsonrpc: "2.0", method: "notifications/initialized" }, headers);
  expect([ready.status, await ready.text()]).toEqual([202, ""]);
  expect(await (await post(ringback, message("ping"), headers)).json()).toMatchObject({ result: {} });
  const called = await post(ringback, toolCall("service_list", {}), headers);
  expect(called.headers.get("date")).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  expect(await called.json()).toMatchObject({ result: { structuredContent: { services: [] } } });
});

verifies("mcp.revisions", "speaks the newest revision", async () => {
  await using ringback = await start();
  const discovered = await post(ringback, newestMessage("server/discover"), newestHeaders("server/discover"));
  expect(await discovered.json()).toMatchObject({ result: { supportedVersions: [newest] } });
  const listed = await post(ringback, newestMessage("tools/list"), newestHeaders("tools/list"));
  expect(((await listed.json()) as { result: { tools: [] } }).result.tools).toHaveLength(13 + 28);
  const called = await post(
    ringback,
    newestMessage("tools/call", { name: "service_list", arguments: {} }),
    newestHeaders("tools/call", "service_list"),
  );
  expect(called.headers.get("content-type")).toBe("application/json");
  expect(called.headers.get("date")).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  expect(await called.json()).toMatchObject({ result: { structuredContent: { services: [] } } });
  const unknown = await post(
    ringback,
    newestMessage("tools/call", { name: "nothing" }),
    newestHeaders("tools/call", "nothing"),
  );
  expect(await unknown.json()).toMatchObject({ error: { code: -32_602 } });
});

it("answers in one piece to whoever does not say what they accept", async () => {
  await using ringback = await start();
  const response = await post(ringback, toolCall("service_list"), { accept: "*/*" });
  expect(response.headers.get("content-type")).toBe("application/json");
});

it("never blames itself for arguments that make no sense", async () => {
  await using ringback = await start();
  for (const wrong of [[], "text", 5, null]) {
    const response = await post(ringback, toolCall("service_get", wrong));
    expect(await response.json()).toMatchObject({ error: { code: -32_602 } });
  }
  const mistyped = await post(ringback, toolCall("phone_message_list", { serviceId: 5, limit: "many" }));
  const { result } = (await mistyped.json()) as { result: ToolAnswer };
  expect(JSON.parse(result.content[0]?.text ?? "")).toMatchObject({
    error: {
      code: "validation_error",
      details: {
        issues: [
          { path: "serviceId", message: "must be text" },
          { path: "limit", message: "must be a number" },
        ],
      },
    },
  });
  for (const name of ["__proto__", "constructor", "toString"]) {
    expect(await (await post(ringback, toolCall(name, {}))).json()).toMatchObject({
      error: { code: -32_602 },
    });
  }
});

it("takes prototype keys for nothing special", async () => {
  await using ringback = await start();
  const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"service_list","arguments":{"__proto__":{"limit":"x"},"constructor":{"prototype":1}}}}`;
  expect(await (await post(ringback, body)).json()).toMatchObject({
    result: { structuredContent: { services: [] } },
  });
  expect(({} as Arguments)["limit"]).toBeUndefined();
});

it("refuses bodies that are no message", async () => {
  await using ringback = await start();
  const codeOf = async (body: string, headers: Record<string, string> = {}) => {
    const response = await post(ringback, body, headers);
    const { error } = (await response.json()) as { error: { code: number } };
    expect(response.headers.get("x-ringback-why")).not.toBeNull();
    return [response.status, error.code];
  };
  expect(await codeOf("{")).toEqual([400, -32_700]);
  expect(await codeOf("")).toEqual([400, -32_700]);
  expect(await codeOf(`${"[".repeat(100)}${"]".repeat(100)}`)).toEqual([400, -32_700]);
  expect(await codeOf("null")).toEqual([400, -32_600]);
  expect(await codeOf("[]")).toEqual([400, -32_600]);
  expect(await codeOf("{}", { "content-type": "text/plain" })).toEqual([415, -32_000]);
  expect(await codeOf(JSON.stringify(toolCall("catalog_search", { q: "a".repeat(1_000_000) })))).toEqual([
    413, -32_000,
  ]);
});

it("answers a batch, even one that takes a call back", async () => {
  await using ringback = await start();
  const withdrawal = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
  const response = await post(ringback, [
    toolCall("service_list"),
    withdrawal,
    { ...message("ping"), id: 2 },
  ]);
  expect(await response.json()).toMatchObject([
    { id: 1, result: { structuredContent: { services: [] } } },
    { id: 2, result: {} },
  ]);
});

it("tells who listens what was answered", async () => {
  const told: unknown[] = [];
  await using ringback = await createRingback({ port: 0, onAnswer: (news) => told.push(news) });
  await (await post(ringback, toolCall("service_get", { serviceId: "svc_none" }))).text();
  await (await fetch(`${ringback.url}/mcp/store`)).text();
  expect(told).toMatchObject([
    {
      method: "POST",
      path: "/mcp",
      status: 200,
      world: "main",
      operation: "store.services.get",
      why: "There is no service svc_none. service_list shows yours.",
    },
    { method: "GET", path: "/mcp/store", status: 405 },
  ]);
});

verifies("mcp.stdio", "serves a store's REST API over stdio", async () => {
  await using ringback = await start();
  await using client = await connect(ringback);
  await rentNumber(callWith(client));
  const backend = readStoreBackend(ringback.env);
  if (backend === undefined) throw new Error("The environment names a store.");
  await control(ringback, "/people/otp", { from: bank, to: "+12125550186", code: "834921" });
  const answers = await overStdio(
    { tools: "store", backend, version: "1.2.3" },
    hello,
    { jsonrpc: "2.0", method: "notifications/initialized" },
    { ...message("tools/list"), id: 2 },
    { ...toolCall("phone_message_get", { serviceId: "svc_phone_001", messageId: "msg_001" }), id: 3 },
    { ...toolCall("nothing"), id: 4 },
  );
  const byId = new Map(answers.map((one) => [one.id, one]));
  expect(byId.get(0)?.result).toMatchObject({ serverInfo: { name: "ringback", version: "1.2.3" } });
  expect(byId.get(2)?.result?.["tools"]).toHaveLength(13);
  const body = expect.stringContaining("834921") as string;
  expect(byId.get(3)?.result).toMatchObject({ structuredContent: { message: { body } } });
  expect(byId.get(4)?.error?.code).toBe(-32_602);
});

it("serves a desk of its own over stdio", async () => {
  await using ringback = await start();
  const { desk } = ringback;
  const [, answer] = await overStdio(
    { tools: "all", backend: { kind: "desk", desk, authorization: `Bearer ${keyOf(ringback)}` } },
    hello,
    toolCall("service_list", {}),
  );
  expect(answer?.result).toMatchObject({ structuredContent: { services: [] } });
});

it("keeps ids inside the path they belong to", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const backend = { kind: "rest", baseUrl: `http://127.0.0.1:${port}/w/one/v1/agent/`, key: "k" } as const;
  const ask = async (input: Arguments) => {
    const [, answer] = await overStdio(
      { tools: "store", backend },
      hello,
      toolCall("phone_call_log_get", input),
    );
    return answer?.result?.content[0]?.text;
  };
  await ask({ serviceId: "a/b?c", callId: "é" });
  await ask({ serviceId: "s" });
  expect(asked).toEqual([
    "/w/one/v1/agent/services/a%2Fb%3Fc/phone/call-logs/%C3%A9",
    "/w/one/v1/agent/services/s/phone/call-logs",
  ]);
  expect(await ask({ serviceId: ".." })).toContain("validation_error");
  expect(await ask({ serviceId: "\ud800" })).toContain("validation_error");
  expect(await ask({ serviceId: "s", callId: 5 })).toContain("callId must be text");
  expect(await ask({})).toContain("serviceId is missing");
  expect(asked).toHaveLength(2);
  server.close();
  server.closeAllConnections();
});

it("says over stdio which address does not answer, and what to set", async () => {
  const backend = { kind: "rest", baseUrl: "http://127.0.0.1:1/v1/agent", key: "k" } as const;
  const [, answer] = await overStdio({ tools: "store", backend }, hello, toolCall("service_list", {}));
  expect(answer?.result).toEqual({
    content: [
      {
        type: "text",
        text: expect.stringMatching(
          /http:\/\/127\.0\.0\.1:1\/v1\/agent .*AGENT_STORE_API_BASE_URL/,
        ) as string,
      },
    ],
    isError: true,
  });
});

it("reads from the environment which store to serve", () => {
  const url = "http://127.0.0.1:5550/v1/agent";
  expect(readStoreBackend({})).toBeUndefined();
  expect(readStoreBackend({ AGENT_STORE_API_BASE_URL: url, AGENT_STORE_AGENT_API_KEY: "k" })).toEqual({
    kind: "rest",
    baseUrl: url,
    key: "k",
  });
  expect(() => readStoreBackend({ AGENT_STORE_API_BASE_URL: url })).toThrow("Set AGENT_STORE_AGENT_API_KEY");
  expect(() => readStoreBackend({ AGENT_STORE_API_BASE_URL: "5550" })).toThrow("which is no URL");
});
