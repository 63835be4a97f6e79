import { expect, it } from "vitest";
import { magicCallees } from "../../src/carriers/fake/calls/magic-callees.ts";
import { doneBy, equipAgent, type Equipped } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import { acme, advance, type Client, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { type CallState, linesOf } from "../support/voice-call.ts";

interface Stage extends Equipped, AsyncDisposable {
  readonly phone: Client;
  readonly control: Client;
}

const prompt = "One thing. Another thing. A third thing. A fourth thing.";

/** A hosted agent that says "Hello there." and then four sentences, with a clock that stands. */
const openStage = async (wishes: object = {}): Promise<Stage> => {
  const ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const agent = await equipAgent(phone, { systemPrompt: prompt, beginMessage: "Hello there.", ...wishes });
  return {
    ...agent,
    phone,
    control: controlOf(ringback),
    [Symbol.asyncDispose]: () => ringback.close(),
  };
};

const place = async ({ phone, agentId }: Stage, toNumber = acme, more: object = {}): Promise<string> =>
  doneBy("agentphone.calls.create", await phone.post("/v1/calls", { agentId, toNumber, ...more })).id;

const read = async ({ control }: Stage, id: string) =>
  doneBy("control.calls.get", await control.get(`/calls/${id}`));

const sayTo = async ({ control }: Stage, id: string, text: string, more: object = {}): Promise<void> =>
  void doneBy("control.calls.say", await control.post(`/calls/${id}/say`, { text, ...more }));

/** When something was in seconds since the world began. */
const secondsAt = (instant: string | undefined): number =>
  (Date.parse(instant ?? "") - Date.parse("2026-04-01T10:22:00Z")) / 1000;

/** What becomes of a call to each magic number: the reason, when it was answered, and what was said by its far end. */
const magic: readonly (readonly [
  end: string,
  reason: string,
  answeredAt: number,
  said: readonly string[],
])[] = [
  ["0001", "dial_failed", NaN, []],
  ["0002", "dial_failed", NaN, []],
  ["0003", "dial_failed", NaN, []],
  ["0130", "user_hangup", 1, ["Hello?", "Thank you for letting me know. Goodbye!"]],
  ["0131", "dial_busy", NaN, []],
  ["0132", "dial_no_answer", NaN, []],
  ["0133", "user_declined", NaN, []],
  ["0134", "user_hangup", 1, ["Hi, you have reached my voicemail. Please leave a message after the tone."]],
  [
    "0135",
    "user_hangup",
    2,
    [
      "The person you are calling screens their calls. Please say your name and why you are calling.",
      "Hello, I am here now.",
      "Good, thank you. Goodbye!",
    ],
  ],
  ["0136", "user_hangup", 2, ["The person you are calling is not available. Goodbye."]],
  ["0137", "error_unknown", 1, []],
  ["0138", "user_hangup", 1, ["Echo.", "One thing.", "Another thing.", "A third thing."]],
  ["0139", "user_hangup", 1, Array.from({ length: 3 }, () => "Press 1 for sales or 2 for support.")],
  [
    "0140",
    "user_hangup",
    1,
    [expect.stringMatching(/^Your verification code is (\d ){5}\d\. /) as string, "Goodbye."],
  ],
  ["0141", "inactivity", 1, []],
  ["0142", "user_hangup", 1, []],
  ["0143", "user_hangup", 1, ["Yes?", "Sorry, I have no time for this.", "Goodbye."]],
  ["0144", "user_hangup", 30, ["Hello, sorry.", "Goodbye."]],
];

it.each(magic)("does what the table says of +1500555%s", async (end, reason, answeredAt, said) => {
  await using stage = await openStage({ maxSilenceMs: 100_000 });
  const id = await place(stage, `+1500555${end}`);
  await advance(stage.control, "5m");
  const call = await read(stage, id);
  expect(call.disconnectionReason).toBe(reason);
  expect(secondsAt(call.answeredAt)).toBe(answeredAt);
  expect(call.turns.filter(({ role }) => role === "user").map(({ text }) => text)).toEqual(said);
});

verifies("phone.calls.magic", "has told of every number that does something of its own", () => {
  expect(magic.map(([end]) => `+1500555${end}`)).toEqual(Object.keys(magicCallees).toSorted());
});

verifies("phone.calls.magic", "leads through a menu by its keys", async () => {
  await using stage = await openStage({ beginMessage: "" });
  const id = await place(stage, "+15005550139");
  await advance(stage.control, "1s");
  await advance(stage.control, "10s");
  const call = await read(stage, id);
  expect(call.turns[0]?.text).toBe("Press 1 for sales or 2 for support.");
});

/** What becomes of a call to a person who answers so. */
const answers: readonly (readonly [
  answers: unknown,
  reason: string,
  answeredAt: number,
  by: string | undefined,
])[] = [
  [undefined, "user_hangup", 12, "person"],
  [{ after: "3s" }, "user_hangup", 3, "person"],
  ["never", "dial_no_answer", NaN, undefined],
  ["busy", "dial_busy", NaN, undefined],
  ["declines", "user_declined", NaN, undefined],
  ["voicemail", "user_hangup", 24, "machine"],
  ["screens", "user_hangup", 2, "person"],
];

verifies("phone.calls.people", async () => {
  for (const [habit, reason, answeredAt, by] of answers) {
    await using stage = await openStage();
    const { control } = stage;
    expect((await control.post("/people", { name: "Nina", number: acme, answers: habit })).status).toBe(201);
    await control.post("/people/instruct", { number: acme, says: ["Nina here.", "I see."] });
    const id = await place(stage);
    await advance(stage.control, "5m");
    const call = await read(stage, id);
    expect([habit, call.disconnectionReason, secondsAt(call.answeredAt), call.answeredBy]).toEqual([
      habit,
      reason,
      answeredAt,
      by,
    ]);
    const said = call.turns.filter(({ role }) => role === "user").map(({ text }) => text);
    if (by === "person") expect(said.slice(-2)).toEqual(["Nina here.", "I see."]);
  }
});

verifies("phone.calls.people", "lets people call, who say what they have to say", async () => {
  await using stage = await openStage();
  const { control, number: to } = stage;
  await control.post("/people/instruct", { number: acme, says: ["It is me.", "Bye."] });
  const call = async (more: object = {}): Promise<CallState> => {
    const { callId } = doneBy(
      "control.people.call",
      await control.post("/people/call", { from: acme, to, ...more }),
    );
    await advance(control, "5m");
    return (await control.get(`/calls/${callId}`)).body as CallState;
  };
  const said = async (more?: object) => linesOf(await call(more)).filter((line) => line.startsWith("user"));
  expect(await said()).toEqual(["user: It is me.", "user: Bye."]);
  expect(await said({ says: ["Hello."] })).toEqual(["user: Hello."]);
  expect(await said({ from: "+14155550188" })).toHaveLength(3);
  const played = await call({ played: true });
  expect([linesOf(played), played.phase]).toEqual([["agent: Hello there."], "talking"]);
});

verifies("phone.calls.speech", async () => {
  await using stage = await openStage();
  const { control } = stage;
  const id = await place(stage);
  await control.post(`/calls/${id}/answer`);
  await sayTo(stage, id, "Hello, who is this?");
  await control.post(`/calls/${id}/press`, { digits: "12#" });
  await advance(control, "1m");
  const { turns } = await read(stage, id);
  expect(turns.map(({ text, at, until }) => [text, secondsAt(at), secondsAt(until)])).toEqual([
    ["Hello there.", 0, 0.8],
    ["Hello, who is this?", 0.8, 2.4],
    ["One thing.", 2.4, 3.2],
    // Pressed from 3.2 on; known when the last key is.
    ["12#", 3.8, 3.8],
    ["Another thing.", 3.8, 4.6],
  ]);
});

verifies("phone.calls.interruption", "keeps only what could be heard", async () => {
  await using stage = await openStage({ beginMessage: "one two three four five six seven eight nine ten" });
  const { control } = stage;
  const id = await place(stage);
  await control.post(`/calls/${id}/answer`);
  await advance(control, "1300ms");
  await sayTo(stage, id, "Wait!", { interrupt: true });
  await advance(control, "10s");
  expect((await read(stage, id)).turns).toMatchObject([
    { role: "agent", text: "one two three", interrupted: true },
    { role: "user", text: "Wait!" },
    { role: "agent", text: "One thing." },
  ]);
  const { events } = doneBy("control.events.list", await control.get("/events?type=turn.agent"));
  expect(events).toMatchObject([{ text: "one two three", interrupted: true }, { interrupted: false }]);
});

verifies("phone.calls.interruption", "is not for an agent that nobody talks over", async () => {
  await using stage = await openStage({ interruptionSensitivity: 0 });
  const { control } = stage;
  const id = await place(stage);
  await control.post(`/calls/${id}/answer`);
  await sayTo(stage, id, "Wait!", { interrupt: true });
  await advance(control, "10s");
  expect(linesOf(await read(stage, id))).toEqual(["agent: Hello there.", "user: Wait!", "agent: One thing."]);
});

verifies("phone.calls.interruption", "keeps on the line whoever was about to hang up", async () => {
  await using stage = await openStage({ beginMessage: "" });
  const { control } = stage;
  const id = await place(stage);
  await control.post(`/calls/${id}/answer`);
  await control.post(`/calls/${id}/speak`, { text: "Thank you and good bye.", then: "hang up" });
  await advance(control, "500ms");
  await sayTo(stage, id, "One more thing.", { interrupt: true });
  await advance(control, "1m");
  expect(await read(stage, id)).toMatchObject({
    phase: "talking",
    turns: [{ text: "Thank", interrupted: true }, { text: "One more thing." }, { role: "agent" }],
  });
});

verifies("phone.calls.interruption", "keeps what could be heard of somebody who is cut off", async () => {
  for (const cutOff of ["end", "drop"]) {
    await using stage = await openStage({ beginMessage: "one two three four five six seven" });
    const { control, phone } = stage;
    const id = await place(stage);
    await control.post(`/calls/${id}/answer`);
    await advance(control, "1s");
    if (cutOff === "end") await phone.send("POST", `/v1/calls/${id}/end`);
    else await control.post(`/calls/${id}/hang-up`, { drop: true });
    await advance(control, "1m");
    // Ending by a request takes half a second more.
    const heard = cutOff === "end" ? "one two three" : "one two";
    expect((await read(stage, id)).turns).toMatchObject([{ role: "agent", text: heard, interrupted: true }]);
  }
});

verifies("phone.calls.voiceSpeed", async () => {
  await using stage = await openStage({ beginMessage: "one two three four five six", voiceSpeed: 2 });
  const { control } = stage;
  const id = await place(stage);
  await control.post(`/calls/${id}/answer`);
  await sayTo(stage, id, "one two three four five six");
  await advance(control, "1m");
  const { turns } = await read(stage, id);
  expect(turns.slice(0, 2).map(({ at, until }) => Date.parse(until) - Date.parse(at))).toEqual([1200, 2400]);
});

verifies("phone.calls.silence", async () => {
  await using stage = await openStage({ beginMessage: "", maxSilenceMs: 10_000 });
  const { control } = stage;
  const id = await place(stage);
  await control.post(`/calls/${id}/answer`);
  // Thirty words take 12 seconds.
  await sayTo(stage, id, "word ".repeat(30).trim());
  await advance(control, "11s");
  expect(await read(stage, id)).toMatchObject({ phase: "talking" });
  await advance(control, "1m");
  const call = await read(stage, id);
  expect(call).toMatchObject({ phase: "over", disconnectionReason: "inactivity" });
  // 12 for the words, 0.8 for the answer, 10 of silence.
  expect(secondsAt(call.endedAt)).toBe(22.8);
});

it("uses up one-time codes that an agent says or presses", async () => {
  await using stage = await openStage({ beginMessage: "" });
  const { control, number: to } = stage;
  for (const code of ["482913", "7755"]) await control.post("/people/otp", { from: acme, to, code });
  const id = await place(stage, "+15005550141");
  await advance(control, "2s");
  await control.post(`/calls/${id}/speak`, { text: "It is 4 8 2 9 1 3." });
  await advance(control, "20s");
  await control.post(`/calls/${id}/speak`, { digits: "7755#" });
  await advance(control, "20s");
  const used = doneBy("control.events.list", await control.get("/events?type=otp.used")).events;
  expect(used).toMatchObject([{ code: "482913" }, { code: "7755" }]);
});
