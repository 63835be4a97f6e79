import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaultKey, startRingback } from "../support/store-client.ts";
import { phoneKey } from "../support/phone-client.ts";
import { toolsOf } from "../support/tool-client.ts";
import { verifies } from "../support/verifies.ts";

/** The names, annotations and schemas of the vendor's tools; what they say of themselves is not in it. */
const pinned = JSON.parse(
  readFileSync(new URL("../../fixtures/agentphone/tools.json", import.meta.url), "utf8"),
) as { name: string }[];
const pinnedNames = pinned.map(({ name }) => name);

/** A value without any `description` that is a sentence; fields of that name are objects. */
const withoutWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, inner]) => name !== "description" || typeof inner !== "string",
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutWords(inner)]));
};

verifies(
  "phone.tools.list",
  "lists the 28 tools with the vendor's names, annotations and schemas",
  async () => {
    await using ringback = await startRingback();
    await using tools = await toolsOf(ringback);
    const listed = (await tools.mcp.listTools()).tools;
    expect(listed).toHaveLength(28);
    expect(withoutWords(listed)).toEqual(pinned);
    for (const { description } of listed) expect(description).toMatch(/^[A-Z].*\.$/);
    expect(listed.find(({ name }) => name === "manage_contact")?.inputSchema).toMatchObject({
      properties: { phone_number: { description: "The contact's number, in E.164 form" } },
    });
  },
);

verifies("phone.tools.server", "introduces itself as the vendor's server", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  expect(tools.mcp.getServerVersion()).toEqual({ name: "agentphone", version: "0.7.0" });
  expect(tools.mcp.getServerCapabilities()).toEqual({ tools: { listChanged: true } });
});

verifies("phone.tools.together", "serves them at /mcp after the store's, to either key", async () => {
  await using ringback = await startRingback();
  for (const key of [phoneKey(ringback), defaultKey(ringback)]) {
    await using both = await toolsOf(ringback, "/mcp", key);
    await using store = await toolsOf(ringback, "/mcp/store", key);
    await using phone = await toolsOf(ringback, "/w/main/mcp/agentphone", key);
    const all = (await both.mcp.listTools()).tools;
    const ofStore = (await store.mcp.listTools()).tools;
    const ofPhone = (await phone.mcp.listTools()).tools;
    expect(all).toEqual([...ofStore, ...ofPhone]);
    expect(new Set(all.map(({ name }) => name)).size).toBe(13 + 28);
    expect(await both.tell("list_voices")).toMatch(/^\d+ voice\(s\) available:\n\n/);
    const { structuredContent } = await both.mcp.callTool({ name: "service_list", arguments: {} });
    expect(structuredContent).toEqual({ services: [] });
  }
});

verifies("phone.tools.unknown", "answers a tool that it does not have with a text", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  expect(await tools.fail("release_number")).toBe("MCP error -32602: Tool release_number not found");
  expect(await tools.fail("__proto__")).toBe("MCP error -32602: Tool __proto__ not found");
  await using all = await toolsOf(ringback, "/mcp");
  await expect(all.call("release_number")).rejects.toThrow("There is no tool release_number.");
  await expect(all.call("send_mesage")).rejects.toThrow("Did you mean send_message?");
});

verifies("phone.tools.input", "says which arguments are wrong as the vendor's server does", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const wrong = "MCP error -32602: Input validation error: Invalid arguments for tool";
  expect(await tools.fail("get_agent")).toBe(
    `${wrong} get_agent: Invalid input: expected string, received undefined at agent_id`,
  );
  expect(await tools.fail("list_calls", { limit: 101, direction: "sideways" })).toBe(
    `${wrong} list_calls: Too big: expected number to be <=100 at limit\n` +
      'Invalid option: expected one of "inbound"|"outbound" at direction',
  );
  expect(await tools.fail("send_message", { to_number: "+1", body: "", media_urls: ["nowhere"] })).toBe(
    `${wrong} send_message: Invalid URL at media_urls[0]`,
  );
  expect(await tools.tell("list_agents", { limit: 5, colour: "green" })).toContain('"data"');
});

it("asks for a key at the door, and says so to clients of the protocol", async () => {
  await using ringback = await startRingback();
  const response = await fetch(`${ringback.url}/mcp/agentphone`, { method: "POST", body: "{}" });
  expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(await response.json()).toEqual({ detail: "Not authenticated" });
});

it("has no tool that the vendor took away again", () => {
  for (const gone of ["release_number", "get_daily_usage", "set_agent_webhook", "list_agent_calls"])
    expect(pinnedNames).not.toContain(gone);
});
