import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { sdkOf } from "../support/phone-client.ts";
import { acme, controlOf, sendText, startRingback } from "../support/store-client.ts";
import { type ToolClient, toolsOf } from "../support/tool-client.ts";
import { verifies } from "../support/verifies.ts";

/** The body that a tool shows in full, after whatever stands before it. */
const bodyIn = (text: string): Record<string, unknown> =>
  JSON.parse(text.slice(text.indexOf("{"))) as Record<string, unknown>;

/** Makes an agent with a number, by the tools; answers their ids and the number. */
const setUp = async (tools: ToolClient, agent: object = {}) => {
  const { id: agentId } = bodyIn(await tools.tell("create_agent", { name: "Front desk", ...agent }));
  const bought = await tools.tell("buy_number", { agent_id: agentId, confirm: true });
  const { id: numberId, phoneNumber } = bodyIn(bought) as Record<string, string>;
  return { agentId: String(agentId), numberId: String(numberId), number: String(phoneNumber) };
};

verifies("phone.tools.texts", "shows the account at a glance", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const empty = await tools.tell("account_overview");
  expect(empty).toMatch(
    /^=== Account Overview ===\nPlan: .+\nPhone Numbers: \d+\/10 used \(\d+ remaining\)\n/,
  );
  expect(empty).toContain(
    "\n--- Webhook ---\n  Not configured. Use set_webhook to receive inbound messages and call events.\n",
  );
  expect(empty).toMatch(/\n\n--- Recent Activity ---\n {2}Messages \(30d\): 0 {2}Calls \(30d\): 0$/);
  const { agentId, numberId, number } = await setUp(tools);
  const { id: idle } = bodyIn(await tools.tell("create_agent", { name: "Idle" })) as { id: string };
  await tools.tell("set_webhook", { url: "http://localhost:9/hook" });
  const overview = await tools.tell("account_overview");
  expect(overview).toContain(`\n  Front desk (id=${agentId}, voiceMode=webhook, ${number})\n`);
  expect(overview).toContain(`\n  Idle (id=${idle}, voiceMode=webhook, no numbers)\n`);
  expect(overview).toContain(`\n  ${number} (id=${numberId}, US, active, agent=${agentId})\n`);
  expect(overview).toContain("\n--- Webhook ---\n  URL: http://localhost:9/hook\n  Status: active\n");
  await tools.tell("detach_number", { agent_id: agentId, number_id: numberId });
  expect(await tools.tell("account_overview")).toContain(
    `\n  ${number} (id=${numberId}, US, active, unassigned)\n`,
  );
});

verifies("phone.tools.confirm", "says what it would buy, and buys it when told to", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { data: before } = bodyIn(await tools.tell("list_numbers")) as { data: object[] };
  expect(await tools.tell("buy_number")).toBe(
    "This will purchase a new US phone number, charging the account's balance. Confirm with the user, then call " +
      'buy_number again with the SAME arguments plus confirm=true: country="US", confirm=true',
  );
  const wish = { country: "CA", area_code: "416", agent_id: "agt_x" };
  expect(await tools.tell("buy_number", wish)).toBe(
    "This will purchase a new CA phone number in area code 416 and attach it to agent agt_x, charging the account's " +
      "balance. Confirm with the user, then call buy_number again with the SAME arguments plus confirm=true: " +
      'country="CA", area_code="416", agent_id="agt_x", confirm=true',
  );
  const bought = await tools.tell("buy_number", { area_code: "415", confirm: true });
  const body = bodyIn(bought);
  expect(bought).toBe(
    `Purchased number ${String(body["phoneNumber"])} (US)\n\n${JSON.stringify(body, null, 2)}`,
  );
  expect(body).toMatchObject({ country: "US", phoneNumber: expect.stringMatching(/^\+1415/) as string });
  const { data: after } = bodyIn(await tools.tell("list_numbers")) as { data: object[] };
  expect(after).toHaveLength(before.length + 1);
});

it("creates, changes, shows and deletes an agent, and shows the voices", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const created = await tools.tell("create_agent", {
    name: "Concierge",
    voice_mode: "hosted",
    system_prompt: "Be kind.",
    model_tier: "max",
    voice_speed: 1.5,
    transfer_number: "+14155550199",
    max_silence_ms: 20_000,
  });
  const agent = bodyIn(created) as Record<string, string>;
  const told = (head: string, { id, name, voiceMode, voice, modelTier }: Record<string, string>): string =>
    `${head}\n  ID: ${id}\n  Name: ${name}\n  Voice Mode: ${voiceMode}\n  Voice: ${voice}\n  Model Tier: ${modelTier}\n\n`;
  expect(created).toBe(`${told("Agent created!", agent)}${JSON.stringify(agent, null, 2)}`);
  expect(agent).toMatchObject({
    voiceMode: "hosted",
    systemPrompt: "Be kind.",
    modelTier: "max",
    voiceSpeed: 1.5,
    transferNumber: "+14155550199",
    maxSilenceMs: 20_000,
  });
  const { id } = agent;
  const changed = await tools.tell("update_agent", { agent_id: id, name: "Porter", transfer_number: "" });
  expect(changed).toMatch(/^Agent updated!\n/);
  expect(bodyIn(changed)).toMatchObject({ id, name: "Porter", voiceSpeed: 1.5, transferNumber: null });
  const shown = await tools.tell("get_agent", { agent_id: id });
  expect(shown).toBe(JSON.stringify(bodyIn(changed), null, 2));
  expect(bodyIn(await tools.tell("list_agents", { limit: 1 }))).toMatchObject({ data: [{ id }] });
  expect(await tools.tell("delete_agent", { agent_id: id })).toBe(`Deleted agent 'Porter' (${id})`);
  const voices = await tools.tell("list_voices");
  expect(voices).toMatch(/^\d+ voice\(s\) available:\n\n\S+ — .+ \(.+, \S+, .+\)$/m);
});

it("gives an agent a number and takes it away", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId, numberId, number } = await setUp(tools);
  const both = { agent_id: agentId, number_id: numberId };
  expect(await tools.tell("detach_number", both)).toBe(`Detached number ${numberId} from agent ${agentId}`);
  expect(await tools.tell("attach_number", both)).toBe(`Attached number ${number} to agent ${agentId}`);
});

verifies(
  "phone.tools.oddities",
  "sends a text and reads the thread, with the vendor's own slips",
  async () => {
    await using ringback = await startRingback();
    await using tools = await toolsOf(ringback);
    const { agentId, numberId, number } = await setUp(tools);
    expect(await tools.tell("get_messages", { number_id: numberId })).toBe(
      "No messages found for this number.",
    );
    expect(await tools.tell("list_conversations")).toBe("No conversations found.");
    const sent = await tools.tell("send_message", {
      agent_id: agentId,
      to_number: acme,
      body: "Hello there",
    });
    expect(sent).toMatch(
      new RegExp(
        `^Message sent!\\n  From: \\${number}\\n  To: \\${acme}\\n  Channel: sms\\n  Status: sent\\n  ID: \\S+$`,
      ),
    );
    const long = "a".repeat(81);
    await sendText(controlOf(ringback), number, long);
    const read = await tools.tell("get_messages", { number_id: numberId });
    expect(read).toMatch(/^2 message\(s\):\n\n/);
    expect(read).toContain(`undefined → ${acme}: Hello there`);
    expect(read).toContain(`undefined → ${number}: ${long}`);
    for (const scope of [{}, { agent_id: agentId }]) {
      const threads = await tools.tell("list_conversations", scope);
      expect(threads).toMatch(/^1 conversation\(s\):\n\n/);
      expect(threads).toContain(`${acme} ↔ ${number} (2 msgs, last: 2026-04-01T`);
      expect(threads).toContain(`) "${"a".repeat(80)}…" id=`);
      expect(threads).toMatch(/\n\nTotal: 1$/);
    }
    const [, id] = /id=(\S+)/.exec(await tools.tell("list_conversations")) ?? [];
    const thread = await tools.tell("get_conversation", { conversation_id: id });
    expect(thread.split("\n")).toEqual([
      `Conversation ${id}`,
      `Contact: ${acme}`,
      `Number: ${number}`,
      "Messages: 2",
      "",
      expect.stringMatching(/^\[2026-04-01T\S+Z\] \+\d+: Hello there$/),
      expect.stringContaining(`] ${acme}: ${long}`),
    ]);
    const metadata = { orderId: "ORD-1" };
    expect(await tools.tell("update_conversation", { conversation_id: id, metadata })).toBe(
      `Conversation updated.\n  ID: ${id}\n  Metadata: {"orderId":"ORD-1"}`,
    );
    expect(await tools.tell("get_conversation", { conversation_id: id, message_limit: 1 })).toContain(
      '\nMetadata: {"orderId":"ORD-1"}\n',
    );
    expect(await tools.tell("update_conversation", { conversation_id: id, metadata: null })).toContain(
      "Metadata: null",
    );
  },
);

it("notes that a reply could not be threaded, and refuses one to nothing", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { numberId } = await setUp(tools);
  const text = { number_id: numberId, to_number: acme, body: "Hello" };
  const [, id] = /\n {2}ID: (\S+)$/.exec(await tools.tell("send_message", text)) ?? [];
  expect(await tools.tell("send_message", { ...text, reply_to_message_id: id, send_style: "slam" })).toMatch(
    /\n {2}Channel: sms\n[^]*\n {2}Note: couldn't thread under the reply parent; delivered without threading\.$/,
  );
  expect(await tools.fail("send_message", { ...text, reply_to_message_id: "msg_none" })).toBe(
    "Reply target not found.",
  );
});

it("keeps an address book", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  expect(await tools.tell("list_contacts")).toBe("No contacts found.");
  const person = { phone_number: acme, name: "Ada", email: "ada@example.com" };
  const created = await tools.tell("manage_contact", { action: "create", ...person });
  const [, id] = /^Contact created: Ada \(\+14155550123\) id=(\S+)$/.exec(created) ?? [];
  expect(id).toBeDefined();
  expect(await tools.tell("manage_contact", { action: "update", contact_id: id, name: "Ada L." })).toBe(
    `Contact updated: Ada L. (${acme}) id=${id}`,
  );
  expect(await tools.tell("list_contacts", { search: "ada" })).toBe(
    `1 contact(s):\n\nAda L. — ${acme} <ada@example.com> id=${id}\n\nTotal: 1`,
  );
  expect(await tools.tell("manage_contact", { action: "delete", contact_id: id })).toBe(
    `Contact ${id} deleted.`,
  );
});

it("tells what was used", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  await tools.tell("send_message", { agent_id: agentId, to_number: acme, body: "Hello" });
  const usage = await tools.tell("get_usage");
  const figure = expect.stringMatching(/^ {2}[\w/ ]+: \d+( min)?$/) as string;
  const volume = (total: number) =>
    [["Total", "Last 24h", "Last 7d", "Last 30d"].map((span) => `  ${span}: ${total}`), ""].flat();
  expect(usage.split("\n")).toEqual([
    "Plan: payg",
    "",
    "Phone Numbers: 1/10 (9 remaining)",
    "",
    "Messages:",
    ...volume(1),
    "Calls:",
    ...volume(0),
    "Webhooks:",
    "  Delivered: 0 (0 ok, 0 failed)",
    "",
    "Plan Limits:",
    "  Max numbers: 10",
    figure,
    figure,
    figure,
    figure,
  ]);
  const daily = await tools.tell("get_usage", { breakdown: "daily", days: 7 });
  expect(daily).toMatch(/^Daily usage \(last 7 days\):\n\n/);
  expect(daily).toContain("2026-04-01: 1 msgs, 0 calls, undefined voice min");
  const monthly = await tools.tell("get_usage", { breakdown: "monthly" });
  expect(monthly).toMatch(/^Monthly usage \(last 12 months\):\n\n/);
  expect(monthly).toContain("2026-04: 1 msgs, 0 calls, undefined voice min");
});

it("sets, shows, tests and deletes the account's webhook and an agent's", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  expect(await tools.tell("get_webhook")).toBe("No webhook configured.");
  expect(await tools.tell("get_webhook", { agent_id: agentId })).toBe(
    "No agent-specific webhook configured. Events go to the project-level webhook.",
  );
  const url = "http://127.0.0.1:9/hook";
  const scopes = [
    [{}, "Project", "Webhook"],
    [{ agent_id: agentId }, `Agent ${agentId}`, "Agent webhook"],
  ] as const;
  for (const [scope, whose, tested] of scopes) {
    const set = await tools.tell("set_webhook", { ...scope, url, context_limit: 5, timeout: 10 });
    const [, secret] =
      /\n {2}URL: http:\/\/127\.0\.0\.1:9\/hook\n {2}Secret: (whsec_\S+)\n {2}Status: active$/.exec(set) ??
      [];
    expect(set.startsWith(`${whose} webhook set!\n`)).toBe(true);
    expect(bodyIn(await tools.tell("get_webhook", scope))).toMatchObject({
      secret,
      contextLimit: 5,
      timeout: 10,
    });
    const test = await tools.tell("test_webhook", scope);
    expect(test).toMatch(new RegExp(`^${tested} test failed\\.\\n  Error: .+\\n  Status code: .+$`));
  }
  expect(await tools.tell("delete_webhook", { agent_id: agentId })).toBe(
    "Agent webhook deleted. Events will now go to the project-level webhook.",
  );
  expect(await tools.tell("delete_webhook")).toBe("Project webhook deleted.");
});

it("tells that a test event arrived", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => received.push(body));
    response.writeHead(202).end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  await tools.tell("set_webhook", { url });
  await tools.tell("set_webhook", { url, agent_id: agentId });
  const told = /^(\w+(?: webhook)?) test successful!\n {2}Status code: 202\n {2}Response time: \d+ms$/;
  expect(told.exec(await tools.tell("test_webhook"))?.[1]).toBe("Webhook");
  expect(told.exec(await tools.tell("test_webhook", { agent_id: agentId }))?.[1]).toBe("Agent webhook");
  expect(received).toHaveLength(2);
});

it("fails to list deliveries, as the vendor's does", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  for (const scope of [{}, { agent_id: agentId }, { hours: 24 }])
    expect(await tools.fail("list_webhook_deliveries", scope)).toBe(
      "Cannot read properties of undefined (reading 'length')",
    );
});

verifies("phone.tools.notice", "places calls that begin with the notice", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  await using tools = await toolsOf(ringback);
  const { agentId, numberId, number } = await setUp(tools);
  expect(await tools.tell("list_calls")).toBe("No calls found.");
  const call = { agent_id: agentId, to_number: acme, initial_greeting: "  Hi Sam " };
  const made = await tools.tell("make_call", call);
  const [, id] =
    /^Call initiated!\n {2}From: \S+\n {2}To: \+14155550123\n {2}Call ID: (\S+)\n {2}Status: in-progress$/.exec(
      made,
    ) ?? [];
  expect(id).toBeDefined();
  const asked = await controlOf(ringback).get("/requests?operation=agentphone.calls.create");
  expect(asked.body).toMatchObject({
    requests: [
      {
        input: {
          initialGreeting:
            "Hi, quick heads up: I'm an AI assistant calling on behalf of an AgentPhone user. Hi Sam",
        },
      },
    ],
  });
  for (const scope of [{}, { agent_id: agentId }, { number_id: numberId }, { direction: "outbound" }]) {
    const listed = await tools.tell("list_calls", scope);
    expect(listed).toContain(`outbound ${number} → ${acme} (`);
    expect(listed).toMatch(/\n\nTotal: 1\n\nUse get_call with the id= value to fetch transcript\.$/);
  }
  const shown = await tools.tell("get_call", { call_id: id });
  expect(shown).toMatch(
    new RegExp(
      `^Call ${id}\\nDirection: outbound\\nFrom: \\${number}\\nTo: \\${acme}\\nStatus: \\S+\\nStarted: `,
    ),
  );
  expect(shown).toMatch(/\n\nTranscript:\n/);
});

it("places a conversation call whose topic stands between marks", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  const order = { agent_id: agentId, to_number: acme, topic: "Book a table for two.", wait: false };
  expect(await tools.tell("make_conversation_call", order)).toMatch(
    /^Conversation call initiated!\n {2}From: \S+\n {2}To: \S+\n {2}Call ID: \S+\n {2}Status: in-progress\n\nThe AI will have an autonomous conversation about the topic you provided\.\nUse get_call with the call ID to check the transcript once the call ends\.$/,
  );
  const asked = await controlOf(ringback).get("/requests?operation=agentphone.calls.create");
  expect(asked.body).toMatchObject({
    requests: [
      {
        input: {
          systemPrompt: expect.stringMatching(
            /^You are an AI assistant[^]*\n--- CALL OBJECTIVE \(user-provided;.*\) ---\nBook a table for two\.\n--- END OBJECTIVE ---\n[^]*always identify as an AI when asked\.$/,
          ) as string,
          initialGreeting: "Hi, quick heads up: I'm an AI assistant calling on behalf of an AgentPhone user.",
          waitForCompletion: false,
          maxWaitSeconds: 300,
        },
      },
    ],
  });
});

it("waits for the end of a call where it is asked to", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  const order = { agent_id: agentId, to_number: acme, topic: "Book a table for two." };
  const over = await tools.tell("make_conversation_call", order);
  expect(over).toMatch(/\n {2}Call ID: \S+\n {2}Status: (?:completed|failed)\n/);
  const made = await tools.tell("make_call", { agent_id: agentId, to_number: acme });
  const [, call_id] = /Call ID: (\S+)/.exec(made) ?? [];
  const ended = await tools.tell("get_call", { call_id, wait: true });
  expect(ended).toMatch(/\nStatus: (?:completed|failed)\nStarted: \S+\nEnded: \S+\n\nTranscript:\n/);
});

verifies("phone.tools.recorded", "asks like any client of REST with the same key", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agentId } = await setUp(tools);
  const listed = await tools.tell("list_agents", { limit: 100 });
  const byRest = await sdkOf(ringback).agents.listAgents({});
  expect(JSON.parse(listed)).toEqual(JSON.parse(JSON.stringify(byRest)));
  const { body } = await controlOf(ringback).get("/requests?operation=agentphone.agents.create");
  expect(body).toMatchObject({ requests: [{ by: "agent", outcome: "ok", answer: { id: agentId } }] });
});
