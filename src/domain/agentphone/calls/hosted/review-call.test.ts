import { expect, it } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import type { Call, CallTurn } from "../../../../world/call-entities.ts";
import { reviewCall } from "./review-call.ts";
import { sentimentOf } from "./sentiment-of.ts";

const turn = (role: CallTurn["role"], content: string, digits?: true): CallTurn => ({
  id: "tr_1",
  role,
  content,
  at: 0,
  until: 0,
  digits,
});

const call = (turns: readonly CallTurn[], more: Partial<Call> = {}): Call => ({
  id: "call_1",
  lineId: "+12125550186",
  from: "+12125550186",
  to: "+14155550123",
  status: "completed",
  phase: "over",
  direction: "outbound",
  startedAt: 0,
  answeredAt: 5000,
  endedAt: 36_000,
  answeredBy: "person",
  disconnectionReason: "agent_hangup",
  turns,
  ...more,
});

const talk = [
  turn("agent", "Hello, a table for two?"),
  turn("user", "Great, I would love that. Thank you!"),
  turn("agent", "Goodbye."),
];

verifies("phone.hosted.review", () => {
  expect(reviewCall(call(talk))).toEqual({
    summary:
      "The agent called +14155550123 from +12125550186. It lasted 31 seconds, with 2 turns of the agent and 1 turn of the other side. It began with “Hello, a table for two?” (the agent) and ended with “Goodbye.” (the agent). The agent hung up.",
    userSentiment: "Positive",
    callSuccessful: true,
  });
  const silent = { summary: null, userSentiment: null, callSuccessful: null };
  expect(reviewCall(call([]))).toEqual(silent);
  expect(reviewCall(call([turn("user", "123", true), turn("agent", "  ")]))).toEqual(silent);
});

verifies("phone.hosted.review", "calls only a conversation that came to its end successful", () => {
  const ends: readonly (readonly [Partial<Call>, boolean])[] = [
    [{ disconnectionReason: "user_hangup" }, true],
    [{ disconnectionReason: "call_transfer", answeredBy: undefined, direction: "inbound" }, true],
    [{ disconnectionReason: "inactivity" }, false],
    [{ disconnectionReason: "max_duration_reached" }, false],
    [{ disconnectionReason: "error_unknown" }, false],
    [{ disconnectionReason: "voicemail_reached", answeredBy: "machine" }, false],
    [{ answeredBy: "screener" }, false],
    [{ status: "failed" }, false],
  ];
  for (const [more, isSuccessful] of ends)
    expect([more, reviewCall(call(talk, more)).callSuccessful]).toEqual([more, isSuccessful]);
  expect(reviewCall(call([turn("agent", "Hello?")]))).toMatchObject({
    userSentiment: null,
    callSuccessful: false,
  });
  const keys = [turn("agent", "Press 1."), turn("user", "1", true)];
  expect(reviewCall(call(keys))).toMatchObject({ userSentiment: null, callSuccessful: true });
});

it("sums a call up whoever called, and however it ended", () => {
  const only = [turn("user", `Is  anybody\nthere? ${"🔥".repeat(100)}`)];
  const inbound = { direction: "inbound", from: "+14155550123", to: "+12125550186" } as const;
  const { summary } = reviewCall(
    call(only, { ...inbound, disconnectionReason: "user_hangup", endedAt: 6000 }),
  );
  expect(summary).toBe(
    `+14155550123 called the agent at +12125550186. It lasted 1 second, with 0 turns of the agent and 1 turn of the other side. All that was said is “Is anybody there? ${"🔥".repeat(61)}…” (the other side). The other side hung up.`,
  );
  const web = reviewCall(call(talk, { direction: "web", from: "", to: "", disconnectionReason: undefined }));
  expect(web.summary).toMatch(/^Somebody talked to the agent from a browser\. .* Then it was over\.$/);
});

it.each([
  [["Hello?", "A table for two, please."], "Neutral"],
  [["Yes. Thank you, bye."], "Neutral"],
  [["Thanks!", "Thank you so much."], "Positive"],
  [["That is GREAT"], "Positive"],
  [["Not bad at all."], "Positive"],
  [["That’s not very good."], "Negative"],
  [["I don’t like it, this is ridiculous"], "Negative"],
  [["No, great!"], "Positive"],
  [["Terrible service.", "Thanks."], "Negative"],
  [["Goodness, badly, thankless"], "Neutral"],
  [["您好", ""], "Neutral"],
  [[], "Neutral"],
] as const)("hears in %j a feeling that is %s", (said, feeling) => expect(sentimentOf(said)).toBe(feeling));

it("is done soon with words made to take long", { timeout: 2000 }, () => {
  expect(
    sentimentOf(["good ".repeat(20_000), "'".repeat(100_000), " ".repeat(100_000), "not".repeat(30_000)]),
  ).toBe("Positive");
});
