import { expect } from "vitest";
import { linesOf, openVoiceStage } from "../support/voice-call.ts";
import { verifies } from "../support/verifies.ts";

const speaker = ({ data }: { readonly data: Readonly<Record<string, unknown>> }) =>
  data["transcript"] === "" ? { text: "Hello, who is there?" } : { text: "I see." };

const odd = (voiceOddities: readonly string[]) =>
  openVoiceStage(speaker, { profile: { voiceOddities }, checked: voiceOddities.length === 0 });

verifies("phone.voice.oddities", async () => {
  await using stage = await odd([
    "empty-ids",
    "none-confidence",
    "list-transcript",
    "role-history",
    "fraction-duration",
    "text-duration",
    "repeated-turns",
  ]);
  await stage.hear("Where is it?", "And when?");
  const { agentId } = stage;
  expect(stage.told()).toMatchObject([
    {
      agentId,
      data: {
        callId: "",
        from: "",
        to: "",
        confidence: "None",
        transcript: [{ role: "user", content: "Where is it?" }],
      },
    },
    {
      agentId,
      recentHistory: [
        { role: "user", content: "Where is it?" },
        { role: "agent", content: "I see." },
      ],
    },
  ]);
  expect(stage.ended()).toMatchObject([
    {
      agentId,
      data: {
        callId: "call_001",
        durationSeconds: expect.stringMatching(/^\d+\.37$/) as string,
        transcript: [
          { role: "user", content: "Where is" },
          { role: "user", content: "Where is it?" },
          { role: "agent", content: "I" },
          { role: "agent", content: "I see." },
          { role: "user", content: "And" },
          { role: "user", content: "And when?" },
          { role: "agent", content: "I" },
          { role: "agent", content: "I see." },
        ],
      },
    },
  ]);
});

verifies("phone.voice.oddities", "writes numbers and nothing in other words", async () => {
  await using stage = await odd(["bare-numbers", "none-duration", "empty-end-transcript"]);
  await stage.hear("Hello?");
  expect(stage.told()).toMatchObject([
    { data: { from: "tel:+14155550123", to: stage.number.replace("+1", "") } },
  ]);
  expect(stage.ended()).toMatchObject([{ data: { durationSeconds: "None", transcript: [] } }]);
});

verifies("phone.voice.firstTurn", async () => {
  await using stage = await odd(["empty-first-turn"]);
  const call = await stage.read(await stage.hear("It is me.", "Bye."));
  expect(stage.told().map(({ data }) => data["transcript"])).toEqual(["", "It is me.", "Bye."]);
  expect(linesOf(call)).toEqual([
    "user: It is me.",
    "agent: Hello, who is there? I see.",
    "user: Bye.",
    "agent: I see.",
  ]);
});

verifies("phone.voice.firstTurn", "may end the call already", async () => {
  await using stage = await openVoiceStage(
    ({ data }) => ({
      text: `Heard "${String(data["transcript"])}".`,
      hangup: data["transcript"] === "",
    }),
    { profile: { voiceOddities: ["empty-first-turn"] }, checked: false },
  );
  const call = await stage.read(await stage.hear("It is me."));
  expect(linesOf(call)).toEqual(["user: It is me.", 'agent: Heard "".']);
  expect(call).toMatchObject({ disconnectionReason: "agent_hangup" });
});

verifies(
  "phone.voice.oddities",
  "is off unless it is asked for, and refuses what it does not know",
  async () => {
    await using stage = await odd([]);
    await stage.hear("Hello?");
    expect(stage.told()).toMatchObject([{ data: { callId: "call_001", transcript: "Hello?" } }]);
    const refused = await stage.control.patch("/accounts/acct_001/profile", { voiceOddities: ["odd"] });
    expect(refused.status).toBe(400);
  },
);
