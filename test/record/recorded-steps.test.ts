import { expect, it } from "vitest";
import { recordSession } from "../../src/scenario/record/record-session.ts";
import { readScenarioText } from "../../src/scenario/read-scenario-text.ts";

const line = "+12125550186";
const nina = "+14155552671";
type Told = readonly [seconds: number, type: string, fields: Readonly<Record<string, unknown>>];

const textOf = async (told: readonly Told[], provider = "agentphone", country = "US"): Promise<string> => {
  const events = told.map(([seconds, type, fields], place) => ({
    seq: place + 1,
    at: new Date(Date.parse("2026-04-01T10:22:00Z") + seconds * 1000).toISOString(),
    type,
    line,
    ...fields,
  }));
  const { text } = recordSession({
    events,
    lines: { [line]: { provider, country, type: "sms" } },
    people: {},
  });
  await readScenarioText(text, "story.yaml");
  return text;
};
const texted = (seconds: number, body: string, more: object = {}): Told => [
  seconds,
  "message.received",
  { from: nina, to: line, body, channel: "sms", messageId: `msg_${seconds}`, ...more },
];

it("rounds pauses to seconds, and from an hour on to minutes", async () => {
  const text = await textOf([texted(0, "Hi"), texted(61.4, "Still there?"), texted(61.4 + 3725, "Bye")]);
  expect(text.match(/after: .*/g)).toEqual(["after: 1m1s", "after: 1h2m"]);
});

it("has a picture as an mms", async () => {
  const picture = { channel: "mms", mediaUrl: "https://pictures.example/1.png" };
  expect(await textOf([texted(0, "Look", picture)])).toContain(
    '- mms: { from: ann, to: office, body: "Look", ',
  );
});

it("gives Canadian lines Canadian numbers", async () => {
  expect(await textOf([texted(0, "Hi")], "agentphone", "CA")).toMatch(/country: CA, number: \+1416555/);
});

it.each([
  ["user_hangup", ["- hang-up"]],
  ["error_unknown", ["- hang-up: { drop: true }"]],
  ["agent_hangup", []],
])("ends a call that ended by %s", async (disconnectionReason, steps) => {
  const call = { from: nina, to: line, callId: "call_001" };
  const text = await textOf([
    [0, "call.received", call],
    [1, "call.answered", { ...call, by: "agent" }],
    [2, "turn.agent", { ...call, text: "One two", interrupted: true }],
    [3, "turn.user", { ...call, text: "Stop" }],
    [4, "digits.pressed", { ...call, by: "user", digits: "2" }],
    [9, "call.ended", { ...call, status: "completed", disconnectionReason, durationMs: 8000 }],
  ]);
  expect(text).toContain('- say: { text: "Stop", interrupt: true }\n  - press: "2"');
  expect(text.match(/- hang-up.*/g) ?? []).toEqual(steps);
});

it("has somebody busy who was", async () => {
  const call = { from: line, to: nina, callId: "call_001" };
  const text = await textOf([
    [0, "call.placed", call],
    [2, "call.ended", { ...call, status: "failed", disconnectionReason: "dial_busy", durationMs: 0 }],
  ]);
  expect(text).toMatch(/when: \{ call\.placed: .*\n +do:\n(?: +- after: .*\n)? +(?:- )?busy/);
});
