import { expect, it } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { acme, addFault, controlOf, defaultAccount, startRingback } from "../support/store-client.ts";
import { phoneKey } from "../support/phone-client.ts";
import { type ToolClient, toolsOf } from "../support/tool-client.ts";
import { verifies } from "../support/verifies.ts";

const changeProfile = async (ringback: Ringback, change: object): Promise<void> => {
  const { status } = await controlOf(ringback).patch(`/accounts/${defaultAccount}/profile`, change);
  expect(status).toBe(200);
};

const notE164 = "Phone number must be in E.164 format, e.g. +14155551234";
const badCountry = "Country must be a 2-letter ISO code, e.g. US, CA, GB";
const badAreaCode = "Area code must be 3 digits, e.g. 415, 212, 310";
const noSender = "Provide agent_id, from_number, or number_id to identify the sender.";
const person = { agent_id: "agt_none", to_number: acme };

/** What is refused before anything is asked of the API: the tool, its input and its text. */
const refusedHere: readonly (readonly [tool: string, input: object, text: string])[] = [
  ["buy_number", { country: "us", confirm: true }, badCountry],
  ["buy_number", { country: "U1" }, badCountry],
  ["buy_number", { area_code: "4a5", confirm: true }, badAreaCode],
  ["send_message", { to_number: acme, body: "Hi" }, noSender],
  ["send_message", { to_number: acme, body: "Hi", agent_id: "" }, noSender],
  ["send_message", { ...person, to_number: "+0123", body: "Hi" }, notE164],
  ["send_message", { ...person, from_number: "4155550123", body: "Hi" }, notE164],
  ["make_call", { ...person, to_number: "4155550123" }, notE164],
  ["make_conversation_call", { ...person, to_number: "+1 415 555 0123", topic: "Hi" }, notE164],
  ["create_agent", { name: "A", transfer_number: "0199" }, notE164],
  ["update_agent", { agent_id: "agt_none", transfer_number: "0199" }, notE164],
  ["manage_contact", { action: "create", phone_number: "555", name: "Ada" }, notE164],
  ["manage_contact", { action: "create", name: "Ada" }, "create requires both phone_number and name."],
  ["manage_contact", { action: "update", name: "Ada" }, "update requires contact_id."],
  ["manage_contact", { action: "delete" }, "delete requires contact_id."],
];

verifies("phone.tools.localChecks", "checks what it can before it asks the API", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  for (const [tool, input, text] of refusedHere)
    expect([tool, await tools.fail(tool, { ...input })]).toEqual([tool, text]);
  const { body } = await controlOf(ringback).get("/requests");
  expect(body).toMatchObject({ requests: [] });
});

const lists = (what: string): string => ` Use list_${what} to see valid ${what.slice(0, -1)} IDs.`;
const agent = { agent_id: "agt_none" };

/** What names something that is not there: the tool, its input and how its text ends. */
const notThere: readonly (readonly [tool: string, input: object, hint: string])[] = [
  ["buy_number", { ...agent, confirm: true }, "."],
  ["send_message", { ...person, body: "Hi" }, "."],
  ["get_messages", { number_id: "num_none" }, lists("numbers")],
  ["list_calls", { number_id: "num_none" }, lists("numbers")],
  ["list_calls", agent, lists("agents")],
  ["get_call", { call_id: "call_none" }, " Use list_calls to see recent call IDs."],
  ["make_call", person, "."],
  ["make_conversation_call", { ...person, topic: "Hi" }, "."],
  ["update_agent", { ...agent, name: "B" }, lists("agents")],
  ["delete_agent", agent, lists("agents")],
  ["get_agent", agent, lists("agents")],
  ["attach_number", { ...agent, number_id: "num_none" }, lists("agents")],
  ["detach_number", { ...agent, number_id: "num_none" }, lists("agents")],
  ["list_conversations", agent, lists("agents")],
  ["get_conversation", { conversation_id: "conv_none" }, lists("conversations")],
  ["update_conversation", { conversation_id: "conv_none", metadata: {} }, lists("conversations")],
  ["manage_contact", { action: "update", contact_id: "ct_none", name: "Ada" }, "."],
  ["manage_contact", { action: "delete", contact_id: "ct_none" }, "."],
  ["get_webhook", agent, lists("agents")],
  ["set_webhook", { ...agent, url: "http://localhost:9" }, lists("agents")],
  ["delete_webhook", agent, lists("agents")],
  ["test_webhook", agent, lists("agents")],
  ["list_webhook_deliveries", agent, lists("agents")],
];

verifies("phone.tools.refused", "hints at the tool that shows what there is", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  for (const [tool, input, hint] of notThere) {
    const text = await tools.fail(tool, { ...input });
    expect([tool, text]).toEqual([
      tool,
      expect.stringMatching(/^(?:Agent|Number|Call|Conversation|Contact) not found/),
    ]);
    expect([tool, text.replace(/^\w+ not found\.?/, "")]).toEqual([tool, hint === "." ? "" : hint]);
  }
});

it("shows an envelope whole, and a text or a message alone", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const control = controlOf(ringback);
  const point = "agentphone.agents.get";
  const bodies = [
    { status: 404, body: { detail: "Nobody here." } },
    { status: 404, body: { error: { code: "NOT_FOUND" } } },
    { status: 500, body: { message: "It broke." } },
    { status: 401, body: { detail: "Invalid API key." } },
    { status: 429, body: { detail: "Slow down." } },
    { status: 400, body: { detail: { code: 5 } } },
  ];
  for (const answer of bodies) await addFault(control, { point, times: 1, answer });
  const read = (): Promise<string> => tools.fail("get_agent", { agent_id: "agt_001" });
  expect(await read()).toBe("Nobody here. Use list_agents to see valid agent IDs.");
  expect(await read()).toBe('{"error":{"code":"NOT_FOUND"}} Use list_agents to see valid agent IDs.');
  expect(await read()).toBe("It broke.");
  expect(await read()).toBe("Invalid API key. Check your AGENTPHONE_API_KEY.");
  expect(await read()).toBe("Slow down. Rate limited — wait a moment and try again.");
  expect(await read()).toBe('{"code":5}');
});

verifies("phone.tools.mistakes", "reads a list of mistakes as a sentence", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const text = await tools.fail("create_agent", { name: "A", language: "Klingon", max_silence_ms: 10_000.5 });
  expect(text).toMatch(/^maxSilenceMs must be a whole number; language must be one of af-ZA, /);
  expect(text).not.toContain("[object Object]");
  expect(await tools.fail("list_numbers", { limit: 1.5 })).toMatch(/^limit must be a whole number/);
  expect(await tools.fail("create_agent", { name: "A", voice_mode: "hosted" })).toMatch(/prompt/i);
  await changeProfile(ringback, { validationShape: "envelope" });
  expect(JSON.parse(await tools.fail("list_numbers", { limit: 1.5 }))).toMatchObject({
    error: { code: "VALIDATION_ERROR" },
  });
});

it("fails where usage tells no plan", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const cannotRead = (field: string): string => `Cannot read properties of undefined (reading '${field}')`;
  await changeProfile(ringback, { usagePlan: "none" });
  expect(await tools.fail("account_overview")).toBe(cannotRead("name"));
  expect(await tools.fail("get_usage")).toBe(cannotRead("name"));
  await changeProfile(ringback, { usagePlan: "name" });
  expect(await tools.tell("account_overview")).toContain("Plan: payg\n");
  expect(await tools.fail("get_usage")).toBe(cannotRead("numbers"));
});

it("tells in the overview which part did not load", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  for (const point of ["agentphone.agents.list", "agentphone.numbers.list", "agentphone.webhooks.get"])
    await addFault(controlOf(ringback), {
      point,
      times: 1,
      answer: { status: 500, message: "Out of order." },
    });
  const overview = await tools.tell("account_overview");
  expect(overview).toContain(
    "\n--- Agents ---\n  Failed to load. ApiError: AgentPhone API GET /v1/agents?limit=100&offset=0 failed (500): Out of order.\n",
  );
  expect(overview).toContain("\n--- Phone Numbers ---\n  Failed to load.\n");
  expect(overview).toContain("\n--- Webhook ---\n  Failed to load.\n");
});

it("holds the limits of an account that wants them", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  await changeProfile(ringback, { rateLimits: true });
  for (let place = 0; place < 30; place += 1) await tools.tell("create_agent", { name: `Agent ${place}` });
  const text = await tools.fail("create_agent", { name: "One more" });
  expect(text).toMatch(/RATE_LIMIT.* Rate limited — wait a moment and try again\.$/);
});

verifies("phone.tools.faults", "sees a fault as a client of REST would", async () => {
  await using ringback = await startRingback({ quiet: 3_600_000 });
  await using tools = await toolsOf(ringback);
  const control = controlOf(ringback);
  const point = "agentphone.agents.list";
  const strike = (answer: object): Promise<string> => addFault(control, { point, times: 1, answer });
  const whole = await tools.tell("list_agents");

  await strike({ status: 503 });
  expect(await tools.fail("list_agents")).toBe("Service Unavailable");
  await strike({ reset: true });
  expect(await tools.fail("list_agents")).toBe("fetch failed");
  await strike({ malformed: true });
  expect(await tools.fail("list_agents")).toMatch(/JSON/);
  await strike({ slow: { pieces: 3, every: "1m" } });
  expect(await tools.tell("list_agents")).toBe(whole);
  expect((await control.get("/clock")).body).toMatchObject({ now: "2026-04-01T10:24:00.000Z" });
  await strike({ delay: "20s" });
  expect(await tools.tell("list_agents")).toBe(whole);
  await strike({ delay: "40s" });
  expect(await tools.fail("list_agents")).toBe(
    "Request timed out after 30000ms Request timed out — retry, or pass a longer timeout if the tool supports one.",
  );
});

it("tells whoever watches which fault struck, and what was asked", async () => {
  const told: unknown[] = [];
  await using ringback = await startRingback({ onAnswer: (news) => told.push(news) });
  await addFault(controlOf(ringback), { point: "agentphone.agents.list", times: 1, answer: { reset: true } });
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_agents" } };
  const response = await fetch(`${ringback.url}/mcp/agentphone`, {
    method: "POST",
    headers: { authorization: `Bearer ${phoneKey(ringback)}`, "content-type": "application/json" },
    body: JSON.stringify(call),
  });
  expect(response.headers.get("x-ringback-why")).toContain("fault_001");
  await response.text();
  expect(told.at(-1)).toMatchObject({
    path: "/mcp/agentphone",
    status: 200,
    operation: "agentphone.agents.list",
    why: expect.stringContaining("fault_001") as string,
  });
});

/** Whose the ids are that another account's tools are given. */
const idsOf = async (tools: ToolClient): Promise<Record<string, string>> => {
  const read = (text: string): { id: string } => JSON.parse(text.slice(text.indexOf("{"))) as { id: string };
  const { id: agent_id } = read(await tools.tell("create_agent", { name: "Mine" }));
  const { id: number_id } = read(await tools.tell("buy_number", { agent_id, confirm: true }));
  return { agent_id, number_id };
};

it("shows an account nothing of another's", async () => {
  await using ringback = await startRingback();
  await using mine = await toolsOf(ringback);
  const { agent_id, number_id } = await idsOf(mine);
  const opened = await controlOf(ringback).post("/accounts", { name: "Another", walletUsd: 100 });
  const { key } = opened.body as { key: string };
  await using theirs = await toolsOf(ringback, "/mcp/agentphone", key);
  expect(await theirs.fail("get_agent", { agent_id })).toMatch(/^Agent not found/);
  expect(await theirs.fail("get_messages", { number_id })).toMatch(/^Number not found/);
  expect(await theirs.tell("account_overview")).toContain("None yet. Use create_agent to get started.");
});
