import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { equipAgent } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import { advance, controlOf, startRingback } from "../support/store-client.ts";
import { toolsOf } from "../support/tool-client.ts";
import { verifies } from "../support/verifies.ts";

/** Answers after a second, talks for two turns and hangs up. */
const talker = "+15005550130";
/** Answers after a second and never says a word. */
const silent = "+15005550141";
const busy = "+15005550131";

const notice = "Hi, quick heads up: I'm an AI assistant calling on behalf of an AgentPhone user.";

const begin = async (ringback: Ringback) => {
  const { agentId, number } = await equipAgent(phoneOf(ringback), {
    systemPrompt: "I am well. How are you?",
  });
  return { agent_id: agentId, number };
};

verifies("phone.tools.conversations", async () => {
  await using ringback = await startRingback();
  await using tools = await toolsOf(ringback);
  const { agent_id, number } = await begin(ringback);
  const over = await tools.tell("make_conversation_call", {
    agent_id,
    to_number: talker,
    topic: "Say you are well.",
  });
  const lines = over.split("\n");
  expect(lines.slice(0, 8)).toEqual([
    "Call completed!",
    `  From: ${number}`,
    `  To: ${talker}`,
    "  Call ID: call_001",
    "  Status: completed",
    expect.stringMatching(/^ {2}Ended: 2026-04-01T10:22:\d\d\.\d{3}Z$/),
    "Transcript:",
    `  Agent: ${notice}`,
  ]);
  expect(lines.slice(8).map((line) => line.slice(0, 9))).toEqual([
    "  Human: ",
    "  Agent: ",
    "  Human: ",
    "  Agent: ",
  ]);
  expect(lines[8]).toBe("  Human: Hello?");
  const shown = await tools.tell("get_call", { call_id: "call_001" });
  expect(shown).toBe(
    [
      "Call call_001",
      "Direction: outbound",
      `From: ${number}`,
      `To: ${talker}`,
      "Status: completed",
      "Started: 2026-04-01T10:22:00.000Z",
      (lines[5] ?? "").trim(),
      "",
      "Transcript:",
      ...lines.slice(7),
    ].join("\n"),
  );
});

verifies("phone.tools.conversations", "says so where nobody spoke, or the call goes on", async () => {
  await using ringback = await startRingback({ patience: 300 });
  await using tools = await toolsOf(ringback);
  const { agent_id } = await begin(ringback);
  const order = { agent_id, topic: "Say you are well." };
  const unheard = await tools.tell("make_conversation_call", { ...order, to_number: busy });
  expect(unheard).toMatch(
    /^Conversation call initiated!\n(?: {2}\S.*\n){3} {2}Status: failed\n\nCall ended but no transcript was recorded\.$/,
  );
  const shown = await tools.tell("get_call", { call_id: "call_001" });
  expect(shown).toMatch(
    /\nStatus: failed\nStarted: \S+\nEnded: \S+\n\nTranscript:\nNo transcript available\.$/,
  );
  // The time-out of the order is over long before the agent's patience is.
  const going = await tools.tell("make_conversation_call", {
    ...order,
    to_number: silent,
    max_wait_seconds: 10,
  });
  expect(going).toMatch(/\n {2}Status: in-progress\n\nCall ended but no transcript was recorded\.$/);
});

verifies(
  "phone.tools.conversations",
  "waits for a call that is under way, and tells of it before its end",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    await using tools = await toolsOf(ringback);
    const { agent_id } = await begin(ringback);
    const made = await tools.tell("make_call", {
      agent_id,
      to_number: talker,
      initial_greeting: "Good day.",
    });
    expect(made).toMatch(/^Call initiated!\n(?: {2}\S.*\n){3} {2}Status: in-progress$/);
    // Seventeen words take nearly seven seconds.
    await advance(controlOf(ringback), "8s");
    const partial = await tools.tell("get_call", { call_id: "call_001" });
    expect(partial).toMatch(
      /\nStatus: in-progress\nStarted: \S+\n\nTranscript:\n {2}Agent: Hi, quick heads up: .* Good day\.$/,
    );
    const waiting = tools.tell("get_call", { call_id: "call_001", wait: true });
    await advance(controlOf(ringback), "1m");
    expect(await waiting).toMatch(
      /\nStatus: completed\nStarted: \S+\nEnded: \S+\n\nTranscript:\n {2}Agent: .*\n {2}Human: Hello\?\n/,
    );
    const listed = await tools.tell("list_calls", {
      status: "completed",
      direction: "outbound",
      search: "0130",
    });
    expect(listed).toMatch(
      /^1 call\(s\):\n\n\[\S+\] outbound \+\d+ → \+15005550130 \(completed\) id=call_001\n\nTotal: 1\n\nUse get_call with the id= value to fetch transcript\.$/,
    );
    expect(await tools.tell("list_calls", { status: "failed" })).toBe("No calls found.");
  },
);

verifies("phone.tools.conversations", "tells why a call was not placed", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  await using tools = await toolsOf(ringback);
  const { agent_id } = await begin(ringback);
  await controlOf(ringback).patch("/accounts/acct_001/profile", {
    callLimit: 0,
    enforceCallLimit: true,
    callLimitStatus: 409,
  });
  const call = { agent_id, to_number: talker };
  expect(await tools.fail("make_call", call)).toContain("Concurrent call limit reached.");
  expect(await tools.fail("get_call", { call_id: "call_999" })).toContain("Call not found");
  expect(await tools.fail("make_call", { ...call, to_number: "5005550130" })).toContain("E.164");
});
