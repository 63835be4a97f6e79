import { expect } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import type { Call, CallTurn } from "../../../../world/call-entities.ts";
import { writeVoiceNews } from "./voice-news.ts";

const at = Date.UTC(2026, 3, 1, 10, 22);

const turnOf = (role: CallTurn["role"], content: string, place: number): CallTurn => ({
  id: `tr_00${place}`,
  role,
  content,
  at: at + place * 1000,
  until: at + place * 1000 + 500,
});

const call: Call = {
  id: "call_001",
  lineId: "+12125550186",
  from: "+14155550123",
  to: "+12125550186",
  accountId: "acct_001",
  agentId: "agt_001",
  numberId: "num_001",
  direction: "inbound",
  status: "in-progress",
  phase: "talking",
  startedAt: at,
  turns: [turnOf("agent", "Hello, how can I help?", 1), turnOf("user", "I need help", 2)],
};

const heard = { text: "I need help", confidence: 0.8 };

verifies("phone.voice.body", () => {
  expect(writeVoiceNews({ call, heard, at: at + 2500, contextLimit: 10 })).toEqual({
    event: "agent.message",
    channel: "voice",
    timestamp: "2026-04-01T10:22:02.500Z",
    agentId: "agt_001",
    data: {
      callId: "call_001",
      numberId: "num_001",
      from: "+14155550123",
      to: "+12125550186",
      status: "in-progress",
      transcript: "I need help",
      confidence: 0.8,
      direction: "inbound",
    },
    conversationState: null,
    recentHistory: [
      {
        content: "Hello, how can I help?",
        direction: "outbound",
        channel: "voice",
        at: "2026-04-01T10:22:01.000Z",
      },
    ],
  });
});

verifies("phone.voice.body", "holds the history to its limit, oldest first", () => {
  const contents = (contextLimit: number): unknown => {
    const turns = [turnOf("user", "One", 0), ...call.turns];
    const { recentHistory } = writeVoiceNews({ call: { ...call, turns }, heard, at, contextLimit });
    return (recentHistory as { content: string }[]).map(({ content }) => content);
  };
  expect(contents(0)).toEqual([]);
  expect(contents(1)).toEqual(["Hello, how can I help?"]);
  expect(contents(2)).toEqual(["One", "Hello, how can I help?"]);
  expect(contents(50)).toEqual(["One", "Hello, how can I help?"]);
});

verifies(["phone.voice.body", "phone.voice.digits"], "is sure of keys, and nearly so of words", () => {
  const sureOf = (said: { text: string; digits?: true }): unknown =>
    writeVoiceNews({ call, heard: said, at, contextLimit: 0 })["data"];
  expect(sureOf({ text: "12#", digits: true })).toMatchObject({ transcript: "12#", confidence: 1 });
  expect(sureOf({ text: "Hm" })).toMatchObject({ confidence: 0.95 });
});
