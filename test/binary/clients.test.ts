import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { AgentPhoneClient } from "agentphone";
import { expect, inject, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { version } from "../../src/kernel/version.ts";
import { start, type Started } from "./binary.ts";

const acme = "+14155550123";

const sdkOf = ({ env }: Started): AgentPhoneClient =>
  new AgentPhoneClient({ token: env["AGENTPHONE_API_KEY"] ?? "", baseUrl: env["AGENTPHONE_BASE_URL"] ?? "" });

const connect = async (transport: Parameters<Client["connect"]>[0]): Promise<Client> => {
  const client = new Client({ name: "test", version: "1" });
  onTestFinished(() => client.close());
  await client.connect(transport);
  return client;
};

it("serves AgentPhone's own client", async () => {
  const { agents, numbers, messages, conversations } = sdkOf(await start());
  const { id: agent_id } = await agents.createAgent({ name: "Front desk" });
  const { phoneNumber } = await numbers.createNumber({ agentId: agent_id });
  const sent = await messages.sendMessage({ agent_id, to_number: acme, body: "Your table is ready" });
  expect(sent).toMatchObject({ status: "sent", channel: "sms", from_number: phoneNumber, to_number: acme });
  expect((await conversations.listConversations()).data).toMatchObject([{ participant: acme }]);
});

it("serves the official MCP client over HTTP, at every door", async () => {
  const { url, env } = await start();
  const namesAt = async (path: string, key = ""): Promise<readonly string[]> => {
    const requestInit = { headers: { authorization: `Bearer ${key}` } };
    const client = await connect(new StreamableHTTPClientTransport(new URL(path, url), { requestInit }));
    return (await client.listTools()).tools.map(({ name }) => name);
  };
  expect(await namesAt("/mcp/store", env["AGENT_STORE_AGENT_API_KEY"])).toContain("service_list");
  expect(await namesAt("/mcp/agentphone", env["AGENTPHONE_API_KEY"])).toHaveLength(28);
  expect(await namesAt("/mcp/control")).toContain("person_text");
});

it("serves the official MCP client that starts it as a child process", async () => {
  const transport = new StdioClientTransport({
    command: inject("binary"),
    args: ["mcp"],
    env: { PATH: "/nonexistent" },
    stderr: "pipe",
  });
  const said: string[] = [];
  transport.stderr?.on("data", (text: Buffer) => said.push(text.toString()));
  const client = await connect(transport);
  expect(client.getServerVersion()).toMatchObject({ name: "ringback", version });
  const { structuredContent } = await client.callTool({ name: "service_list", arguments: {} });
  expect(structuredContent).toEqual({ services: [] });
  expect(said).toEqual([]);
});

it.each([
  ["/", "text/html", "<h1>ringback"],
  ["/favicon.ico", "image/svg+xml", "<svg"],
  ["/_ringback/docs", "text/html", "What ringback emulates"],
  ["/_ringback/skill.md", "text/markdown", "AGENT_STORE_AGENT_API_KEY"],
  ["/_ringback/health", "application/json", `"version":"${version}"`],
  ["/_ringback/openapi/store.json", "application/json", "openapi"],
  ["/_ringback/openapi/agentphone.json", "application/json", "openapi"],
  ["/_ringback/openapi/control.json", "application/json", "openapi"],
])("answers %s", async (path, type, text) => {
  const { url } = await start();
  const answer = await fetch(url + path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain(type);
  expect(await answer.text()).toContain(text);
});

it("tells what happens over a web socket", async () => {
  const { url } = await start();
  const socket = new WebSocket(`${url.replace("http", "ws")}/_ringback/events/stream`);
  onTestFinished(() => socket.close());
  const first = new Promise<string>((resolve, reject) => {
    socket.once("message", (data: Buffer) => resolve(data.toString()));
    socket.once("error", reject);
  });
  await new Promise<void>((resolve) => socket.once("open", () => resolve()));
  await fetch(`${url}/v1/agent/services`);
  expect(JSON.parse(await first)).toMatchObject({
    type: "request.answered",
    operation: "store.services.list",
  });
});
