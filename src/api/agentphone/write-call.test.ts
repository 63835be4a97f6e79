import { expect, it } from "vitest";
import type { CallTurn } from "../../world/call-entities.ts";
import { snippetOf, writeExchanges, writeTurns } from "./write-call.ts";

const at = Date.UTC(2026, 3, 1, 10, 22);
const turn = (id: string, role: CallTurn["role"], content: string): CallTurn => ({
  id,
  role,
  content,
  at,
  until: at,
});

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

it("says how sure the speech recognition was of what was heard", () => {
  const turns = [{ ...turn("tr_001", "user", "Hi."), confidence: 0.6 }, turn("tr_002", "agent", "Hello.")];
  expect(writeExchanges(turns)).toMatchObject([{ transcript: "Hi.", confidence: 0.6, response: "Hello." }]);
});

it("tells the beginning of a turn in whole characters", () => {
  expect(snippetOf(turn("tr_001", "user", "🎈".repeat(101)))).toBe("🎈".repeat(100));
  expect(snippetOf(undefined)).toBeNull();
});
