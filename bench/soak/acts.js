// What happens during a soak: short conversations with a ringback, each by itself, in any order.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { createAsk } from "./ask.js";
import { furnish } from "./stage.js";
import { faults, mistakes } from "./wrong-acts.js";

const personOf = (place) => `+1646555${String(place % 200).padStart(4, "0")}`;
const story = [
  "version: 1",
  "name: A late code",
  "people: { acme: { number: +14155550123 } }",
  "lines: { inbox: { provider: store, country: US, number: +12125550186 } }",
  "script:",
  "  - after: 4m",
  "    otp: { from: acme, to: inbox, expiresIn: 5m }",
  "expect:",
  "  - message.received: { to: inbox }",
].join("\n");

const mcpOf = async (url, key) => {
  const client = new Client({ name: "soak", version: "1" });
  const headers = { authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
};

/** Somebody texts the number behind the webhook, which answers; the agent reads the thread. */
const texts = async ({ ask, phone, phoneKey: key }, place) => {
  const body = { from: personOf(place), to: phone.number, body: `Where is order ${place}?` };
  await ask("POST", "/_ringback/people/text", { body });
  await ask("GET", `/v1/numbers/${phone.numberId}/messages?limit=20`, { key });
  const { data } = await ask("GET", "/v1/conversations?limit=5", { key });
  await ask("GET", `/v1/conversations/${data[0].id}?message_limit=20`, { key });
};

/** The agent texts people, magic numbers that answer among them. */
const sends = async ({ ask, phone, phoneKey: key }, place) => {
  for (const to of [personOf(place), "+15005550101", "+15005550120"])
    await ask("POST", "/v1/messages", {
      key,
      body: { from_number: phone.number, to_number: to, body: `It is on its way, number ${place}.` },
    });
  await ask("GET", "/v1/webhooks/deliveries?limit=10", { key });
};

const newYork = {
  countryCode: "US",
  numberType: "local",
  capabilities: ["sms", "voice"],
  locality: "new-york",
  initialBalanceUsd: 1,
};

/** The store: a number is rented, receives a code, is read and topped up. */
const rents = async ({ ask, storeKey: key }, place) => {
  const { items } = await ask("GET", "/v1/agent/catalog/items?category=telephony", { key });
  const wish = { catalogItemId: items[0].id, quantity: 1, configuration: newYork };
  const { quote } = await ask("POST", "/v1/agent/quotes", { key, body: wish });
  const purchase = { quoteId: quote.id, idempotencyKey: `soak-${place}` };
  const bought = await ask("POST", "/v1/agent/purchases", { key, body: purchase, expect: [201, 402] });
  if (bought.service === undefined) return;
  const inbox = `/v1/agent/services/${bought.service.id}/phone`;
  await ask("POST", `${inbox}/topups`, { key, body: { amountUsd: 0.01 }, expect: [201, 402] });
  await ask("GET", `${inbox}/messages`, { key });
};

const codes = async ({ ask, store, storeKey: key }, place) => {
  const body = { from: personOf(place), to: store.number, expiresIn: "5m" };
  await ask("POST", "/_ringback/people/otp", { body });
  const inbox = `/v1/agent/services/${store.serviceId}/phone`;
  const { messages } = await ask("GET", `${inbox}/messages?limit=5`, { key });
  await ask("GET", `${inbox}/messages/${messages[0].id}`, { key });
  await ask("POST", "/_ringback/people/call", {
    body: { from: personOf(place), to: store.number, ringFor: 0 },
  });
  await ask("GET", `${inbox}/missed-calls`, { key });
};

/** An MCP client comes, calls tools of both vendors, and goes. */
const tools = async ({ storeMcp, phoneMcp, storeKey, phoneKey, phone }) => {
  const store = await mcpOf(storeMcp, storeKey);
  await store.listTools();
  await store.callTool({ name: "catalog_search", arguments: { category: "telephony" } });
  await store.callTool({ name: "no_such_tool", arguments: {} }).catch(() => undefined);
  await store.close();
  const client = await mcpOf(phoneMcp, phoneKey);
  await client.callTool({ name: "list_numbers", arguments: {} });
  await client.callTool({ name: "get_messages", arguments: { number_id: phone.numberId } });
  await client.callTool({ name: "account_overview", arguments: {} });
  await client.close();
};

const wait = (ask, query, expect) => ask("GET", `/_ringback/wait?${query}`, { expect });

/** One wait that a text ends, and one in vain. */
const waits = async ({ ask, store }, place) => {
  const to = encodeURIComponent(store.number);
  const from = personOf(place);
  const query = `type=message.received&to=${to}&from=${encodeURIComponent(from)}&timeout=20s`;
  const text = { body: { from, to: store.number, body: "You waited for this: 834921" } };
  await Promise.all([wait(ask, query, [200]), ask("POST", "/_ringback/people/text", text)]);
  await wait(ask, "type=no.such.event&timeout=50ms", [400]);
  await wait(ask, "type=call.ended&from=%2B12025550100&timeout=50ms", [408]);
};

/** Somebody listens to the events for a moment, as server-sent events, and walks away. */
const streams = async ({ baseUrl }) => {
  const controller = new AbortController();
  const { signal } = controller;
  const response = await fetch(`${baseUrl}/_ringback/events/stream?after=0`, { signal });
  await response.body.getReader().read();
  await pause(100);
  controller.abort();
};

/** The same over a WebSocket. */
const sockets = async ({ baseUrl }) => {
  const socket = new WebSocket(`${baseUrl.replace("http", "ws")}/_ringback/events/stream?after=0`);
  await new Promise((resolve, reject) => {
    socket.once("message", resolve);
    socket.once("error", reject);
  });
  await pause(100);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.close();
  await closed;
};

/** A call to somebody and a call from somebody: in real time, so that most are live when their world is reset. */
const calls = async ({ ask, agentId, hostedId, phone, phoneKey: key }, place) => {
  const toNumber = ["+15005550130", "+15005550131", "+15005550134", "+15005550138"][place % 4];
  const by = place % 2 === 0 ? agentId : hostedId;
  await ask("POST", "/v1/calls", { key, body: { agentId: by, toNumber } });
  await ask("POST", "/_ringback/people/call", {
    body: { from: personOf(place), to: phone.number, says: ["Where is my order?", "Thank you."] },
  });
  await ask("GET", "/v1/calls?limit=5", { key });
};

/** A world is made, lived in, stored, forked, played a story in, and dropped. Time jumps in it, calls are over at once. */
const worlds = async ({ root, sink }, place) => {
  const ask = createAsk(root);
  const entrance = await ask("POST", "/_ringback/worlds", { body: { clock: "auto", seed: String(place) } });
  const stage = await furnish(entrance, sink);
  await texts(stage, place);
  const { agentId, phoneKey: key } = stage;
  const { id } = await stage.ask("POST", "/v1/calls", { key, body: { agentId, toNumber: "+15005550130" } });
  await stage.ask("GET", `/_ringback/calls/${id}/wait?until=end`, { expect: [200, 408, 409] });
  const { name } = entrance;
  const { snapshot } = await ask("GET", `/_ringback/worlds/${name}/snapshot`);
  await ask("POST", `/_ringback/worlds/${name}/snapshots`, { body: { as: "before" } });
  await ask("POST", `/_ringback/worlds/${name}/restore`, { body: { kept: "before" }, expect: [200, 409] });
  await ask("POST", `/_ringback/worlds/${name}/restore`, { body: { snapshot }, expect: [200, 409] });
  const fork = await ask("POST", `/_ringback/worlds/${name}/fork`, { body: { as: `fork${place}` } });
  await ask("POST", `/_ringback/worlds/${name}/reset`, { expect: [200, 409] });
  const { run } = await stage.ask("POST", "/_ringback/scenarios", { body: { text: story } });
  await stage.ask("POST", `/_ringback/scenarios/${run}/finish`);
  for (const each of [name, fork.name]) await ask("DELETE", `/_ringback/worlds/${each}`);
};

/** Somebody looks around: documents, state, metrics, requests. */
const looks = async ({ ask }) => {
  for (const path of ["skill.md", "openapi/store.json", "openapi/agentphone.json", "state", "metrics"])
    await ask("GET", `/_ringback/${path}`);
  await ask("GET", "/_ringback/requests?limit=50");
  await ask("GET", "/_ringback/events?limit=100");
};

/** Every act with how often it happens, of a hundred. */
export const acts = [
  [texts, 26],
  [sends, 14],
  [codes, 14],
  [rents, 6],
  [waits, 8],
  [tools, 6],
  [streams, 6],
  [sockets, 4],
  [faults, 3],
  [mistakes, 4],
  [calls, 4],
  [worlds, 3],
  [looks, 2],
];
