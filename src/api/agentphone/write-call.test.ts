import { expect, it } from "vitest";
import type { CallTurn } from "../../world/entities.ts";
import { writeTranscriptStream } from "./transcript-stream.ts";
import { writeExchanges, writeTurns } from "./write-call.ts";

const at = Date.UTC(2026, 3, 1, 10, 22);
const turn = (id: string, role: CallTurn["role"], content: string): CallTurn => ({ id, role, content, at });

it("pairs what was said with what the agent answered", () => {
  const turns = [
    turn("tr_001", "agent", "Hello?"),
    turn("tr_002", "user", "Hi."),
    turn("tr_003", "agent", "How are you?"),
    turn("tr_004", "agent", "Are you there?"),
    turn("tr_005", "user", "Yes."),
    turn("tr_006", "user", "I am."),
  ];
  expect(writeExchanges(turns).map(({ id, transcript, response }) => [id, transcript, response])).toEqual([
    ["tr_001", "", "Hello?"],
    ["tr_002", "Hi.", "How are you?"],
    ["tr_004", "", "Are you there?"],
    ["tr_005", "Yes.", null],
    ["tr_006", "I am.", null],
  ]);
  expect(writeTurns(turns)[1]).toEqual({
    role: "user",
    content: "Hi.",
    createdAt: "2026-04-01T10:22:00.000Z",
  });
});

it("streams the turns of a call between its beginning and its end", () => {
  const call = {
    id: "call_001",
    lineId: "+12125550186",
    from: "+12125550186",
    to: "+14155550123",
    direction: "outbound" as const,
    status: "completed",
    startedAt: at,
    answeredAt: at + 1000,
    endedAt: at + 43_000,
    turns: [turn("tr_001", "user", 'line one\nand "two"')],
  };
  const text = writeTranscriptStream(call, null);
  expect(text.match(/^event: \w+$/gm)).toEqual(["event: connected", "event: turn", "event: ended"]);
  expect(text).toContain(
    'data: {"role":"user","content":"line one\\nand \\"two\\"","createdAt":"2026-04-01T10:22:00.000Z"}\n\n',
  );
  expect(text).toContain('"durationSeconds":42}');
  expect(writeTranscriptStream({ ...call, endedAt: undefined }, "Frida")).not.toContain("event: ended");
});
