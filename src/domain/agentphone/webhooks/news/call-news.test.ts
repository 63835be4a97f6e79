import { expect } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import { callEndedNews } from "./call-news.ts";

const at = Date.UTC(2026, 3, 1, 10, 22);

verifies("phone.calls.ended", "has every documented field, the whole transcript and the contact", () => {
  const call = {
    id: "call_001",
    lineId: "+12125550186",
    from: "+14155550123",
    to: "+12125550186",
    accountId: "acct_001",
    agentId: "agt_001",
    numberId: "num_001",
    direction: "inbound" as const,
    status: "completed",
    phase: "over" as const,
    disconnectionReason: "user_hangup",
    startedAt: at,
    answeredAt: at + 2000,
    endedAt: at + 32_400,
    turns: [
      { id: "tr_001", role: "agent" as const, content: "Hello", at, until: at },
      { id: "tr_002", role: "user" as const, content: "Where is my order?", at, until: at },
    ],
  };
  const contact = {
    id: "ct_001",
    accountId: "acct_001",
    phoneNumber: "+14155550123",
    name: "Acme",
    email: null,
    notes: "secret",
    createdAt: at,
    updatedAt: at,
  };
  expect(callEndedNews(call, contact)).toEqual({
    event: "agent.call_ended",
    channel: "voice",
    timestamp: "2026-04-01T10:22:32.400Z",
    agentId: "agt_001",
    data: {
      callId: "call_001",
      numberId: "num_001",
      from: "+14155550123",
      to: "+12125550186",
      contact: { id: "ct_001", name: "Acme", email: null, phoneNumber: "+14155550123" },
      direction: "inbound",
      status: "completed",
      startedAt: "2026-04-01T10:22:00.000Z",
      endedAt: "2026-04-01T10:22:32.400Z",
      durationSeconds: 30,
      disconnectionReason: "user_hangup",
      transcript: [
        { role: "agent", content: "Hello" },
        { role: "user", content: "Where is my order?" },
      ],
      summary:
        "+14155550123 called the agent at +12125550186. It lasted 30 seconds, with 1 turn of the agent and 1 turn of the other side. It began with “Hello” (the agent) and ended with “Where is my order?” (the other side). The other side hung up.",
      userSentiment: "Neutral",
      callSuccessful: true,
    },
  });
});
