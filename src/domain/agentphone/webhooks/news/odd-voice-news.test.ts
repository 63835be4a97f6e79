import fc from "fast-check";
import { expect } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import { voiceOddities } from "../../../../contract/control/voice-oddities.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import type { VoiceOddity } from "../../../../world/agentphone-entities.ts";
import { makeOdd } from "./odd-voice-news.ts";

const turn: JsonObject = {
  event: "agent.message",
  channel: "voice",
  timestamp: "2026-04-01T10:22:00.000Z",
  agentId: "agt_001",
  data: {
    callId: "call_001",
    numberId: "num_001",
    from: "+14155550123",
    to: "+12125550186",
    status: "in-progress",
    transcript: "Where is it?",
    confidence: 0.95,
    direction: "inbound",
  },
  conversationState: null,
  recentHistory: [
    { content: "Hi.", direction: "outbound", channel: "voice", at: "2026-04-01T10:22:00.000Z" },
    { content: "Hm.", direction: "inbound", channel: "voice", at: "2026-04-01T10:22:00.000Z" },
  ],
};

const ended: JsonObject = {
  event: "agent.call_ended",
  channel: "voice",
  timestamp: "2026-04-01T10:22:30.000Z",
  agentId: "agt_001",
  data: {
    callId: "call_001",
    from: "+14155550123",
    to: "+12125550186",
    durationSeconds: 30,
    transcript: [
      { role: "agent", content: "Hello" },
      { role: "user", content: "Where is my order?" },
    ],
  },
};

const dataOf = (body: JsonObject): unknown => body["data"];

verifies("phone.voice.oddities", "changes what it is named for and nothing else", () => {
  const changed = (body: JsonObject, ...oddities: VoiceOddity[]) => dataOf(makeOdd(body, oddities));
  const turned = (change: object) => ({ ...(dataOf(turn) as object), ...change });
  const over = (change: object) => ({ ...(dataOf(ended) as object), ...change });
  expect(changed(turn, "empty-ids")).toEqual(turned({ callId: "", from: "", to: "" }));
  expect(changed(turn, "none-ids")).toEqual(turned({ callId: "None", from: "None", to: "None" }));
  expect(changed(turn, "none-confidence")).toEqual(turned({ confidence: "None" }));
  expect(changed(turn, "bare-numbers")).toEqual(turned({ from: "tel:+14155550123", to: "2125550186" }));
  expect(changed(turn, "list-transcript")).toEqual(
    turned({ transcript: [{ role: "user", content: "Where is it?" }] }),
  );
  expect(makeOdd(turn, ["role-history"])).toEqual({
    ...turn,
    recentHistory: [
      { role: "agent", content: "Hi." },
      { role: "user", content: "Hm." },
    ],
  });
  expect(changed(ended, "empty-end-transcript")).toEqual(over({ transcript: [] }));
  expect(changed(ended, "fraction-duration")).toEqual(over({ durationSeconds: 30.37 }));
  expect(changed(ended, "text-duration")).toEqual(over({ durationSeconds: "30" }));
  expect(changed(ended, "fraction-duration", "text-duration")).toEqual(over({ durationSeconds: "30.37" }));
  expect(changed(ended, "none-duration")).toEqual(over({ durationSeconds: "None" }));
  expect(changed(ended, "repeated-turns")).toEqual(
    over({
      transcript: [
        { role: "agent", content: "Hello" },
        { role: "user", content: "Where is" },
        { role: "user", content: "Where is my order?" },
      ],
    }),
  );
});

verifies(
  "phone.voice.oddities",
  "leaves bodies as they are where none is wanted, and agentId in any case",
  () => {
    const bodies = fc.constantFrom(turn, ended);
    fc.assert(
      fc.property(bodies, (body) => {
        expect(makeOdd(body, [])).toBe(body);
      }),
    );
    fc.assert(
      fc.property(bodies, fc.subarray([...voiceOddities]), (body, oddities) => {
        const odd = makeOdd(body, oddities);
        expect([odd["agentId"], odd["event"], odd["channel"]]).toEqual(["agt_001", body["event"], "voice"]);
        expect(makeOdd(body, oddities.toReversed())).toEqual(odd);
      }),
    );
    const text: JsonObject = { ...turn, channel: "sms" };
    expect(makeOdd(text, voiceOddities)).toBe(text);
  },
);
