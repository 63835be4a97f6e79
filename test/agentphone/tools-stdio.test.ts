import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { expect, it, onTestFinished } from "vitest";
import { readPhoneBackend } from "../../src/surfaces/mcp/read-phone-backend.ts";
import { readStoreBackend } from "../../src/surfaces/mcp/read-store-backend.ts";
import { serveStdio, type StdioOptions } from "../../src/surfaces/mcp/serve-stdio.ts";
import { acme, defaultKey, startRingback } from "../support/store-client.ts";
import { LinesTransport } from "../support/lines-transport.ts";
import { ToolClient, toolsOf } from "../support/tool-client.ts";
import { verifies } from "../support/verifies.ts";

/** The official client at the other end of a pair of streams that tools are served over. */
const over = async (options: Omit<StdioOptions, "input" | "output">): Promise<ToolClient> => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const served = serveStdio({ ...options, input, output });
  const mcp = new Client({ name: "test", version: "1" });
  onTestFinished(() => served);
  await mcp.connect(new LinesTransport(output, input));
  return new ToolClient(mcp);
};

const known = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("There is none.");
  return value;
};

/** A day of tools: each step is given what the earlier texts said. */
const day: readonly ((said: readonly string[]) => [tool: string, input: object])[] = [
  () => ["account_overview", {}],
  () => ["create_agent", { name: "Front desk", voice_speed: 1.25 }],
  ([, made = ""]) => ["buy_number", { agent_id: idIn(made), area_code: "415", confirm: true }],
  ([, made = ""]) => ["send_message", { agent_id: idIn(made), to_number: acme, body: "Hi\nthere" }],
  ([, , bought = ""]) => ["get_messages", { number_id: idIn(bought), limit: 10 }],
  () => ["list_conversations", {}],
  () => ["manage_contact", { action: "create", phone_number: acme, name: "Ada" }],
  ([, , , , , , created = ""]) => [
    "manage_contact",
    { action: "delete", contact_id: created.split("id=")[1] },
  ],
  () => ["list_voices", {}],
  () => ["get_usage", { breakdown: "daily", days: 2 }],
  () => ["get_agent", { agent_id: "agt/../none?" }],
  () => ["list_numbers", { limit: 1.5 }],
  () => ["list_calls", { search: "+1415", limit: 5 }],
  () => ["release_number", {}],
];

const idIn = (text: string): string => known(/"id": "(\w+)"/.exec(text)?.[1]);

const live = async (tools: ToolClient): Promise<string[]> => {
  const said: string[] = [];
  for (const step of day) {
    const [tool, input] = step(said);
    said.push((await tools.call(tool, { ...input })).text);
  }
  return said;
};

verifies("phone.tools.stdio", "answers over stdio what it answers over HTTP", async () => {
  await using here = await startRingback();
  await using there = await startRingback();
  await using overHttp = await toolsOf(here);
  await using overStdio = await over({
    tools: "agentphone",
    backend: known(readPhoneBackend(there.env)),
    version: "1.2.3",
  });
  expect(overStdio.mcp.getServerVersion()).toEqual({ name: "agentphone", version: "0.7.0" });
  expect(await overStdio.mcp.listTools()).toEqual(await overHttp.mcp.listTools());
  expect(await live(overStdio)).toEqual(await live(overHttp));
});

it("serves both vendors' tools, each where its own variables point", async () => {
  await using store = await startRingback();
  await using phone = await startRingback();
  await using tools = await over({
    tools: "all",
    backend: known(readStoreBackend(store.env)),
    phone: known(readPhoneBackend(phone.env)),
  });
  expect(tools.mcp.getServerVersion()?.name).toBe("ringback");
  await tools.tell("create_agent", { name: "Front desk" });
  const { structuredContent } = await tools.mcp.callTool({ name: "service_list", arguments: {} });
  expect(structuredContent).toEqual({ services: [] });
  expect(store.worlds.main.world.tables.phoneAgents.size).toBe(0);
  expect(phone.worlds.main.world.tables.phoneAgents.size).toBe(1);
});

it("serves a desk of its own, to a key of either form", async () => {
  await using ringback = await startRingback();
  const authorization = `Bearer ${defaultKey(ringback)}`;
  await using tools = await over({
    tools: "all",
    backend: { kind: "desk", desk: ringback.desk, authorization },
  });
  expect(await tools.tell("list_contacts")).toBe("No contacts found.");
});

it("says which address does not answer, which key is wrong, and what is no JSON", async () => {
  await using ringback = await startRingback();
  const at = (baseUrl: string, key: string): Promise<ToolClient> =>
    over({ tools: "agentphone", backend: { kind: "rest", baseUrl, key } });
  await using nowhere = await at("http://127.0.0.1:1", "k");
  expect(await nowhere.fail("list_agents")).toMatch(
    /^Nothing answers at http:\/\/127\.0\.0\.1:1 \(.+\)\. Start ringback there, or set AGENTPHONE_BASE_URL/,
  );
  await using stranger = await at(ringback.url, "no-key");
  expect(await stranger.fail("list_agents")).toBe("Invalid API key Check your AGENTPHONE_API_KEY.");
  const server = createServer((_request, response) => response.end("<html>")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  await using other = await at(`http://127.0.0.1:${(server.address() as AddressInfo).port}/elsewhere/`, "k");
  expect(await other.fail("list_agents")).toMatch(/JSON/);
});

it("reads from the environment which AgentPhone to use", () => {
  const url = "http://127.0.0.1:5550";
  expect(readPhoneBackend({})).toBeUndefined();
  expect(readPhoneBackend({ AGENTPHONE_BASE_URL: url, AGENTPHONE_API_KEY: " sk_live_1 " })).toEqual({
    kind: "rest",
    baseUrl: url,
    key: "sk_live_1",
  });
  expect(() => readPhoneBackend({ AGENTPHONE_BASE_URL: url })).toThrow("Set AGENTPHONE_API_KEY");
  expect(() => readPhoneBackend({ AGENTPHONE_BASE_URL: "5550" })).toThrow("which is no URL");
});
