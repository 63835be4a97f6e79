import { expect } from "vitest";
import { breathe, TestTime } from "../../src/kernel/clock/test-time.ts";
import { SlowBody } from "../support/slow-body.ts";
import { linesOf, ndjson, openVoiceStage, type VoiceStage } from "../support/voice-call.ts";
import { verifies } from "../support/verifies.ts";
import type { WebhookAnswer } from "../support/webhook-receiver.ts";

const line = (text: string, more: object = {}): string => `${JSON.stringify({ text, ...more })}\n`;
const interim = { interim: true };

/** A call in which somebody has said something and the server has been told, by a clock that the test moves. */
const openCall = async (answer: () => WebhookAnswer, clock: "auto" | 1) => {
  const realTime = new TestTime();
  const stage = await openVoiceStage(answer, {
    realTime,
    clock,
    quiet: 3_600_000,
    webhook: { timeout: 5 },
  });
  const id = await stage.ring();
  await stage.control.post(`/calls/${id}/say`, { text: "Hello?" });
  // It rings for two seconds, and one word takes 0.4.
  await realTime.pass(clock === 1 ? 2_400 : 0);
  await stage.receiver.arrived(1);
  return { stage, realTime, id, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
};

const now = ({ ringback }: VoiceStage): number => ringback.worlds.main.world.clock.now();
const wordsUnderWay = ({ ringback }: VoiceStage): string =>
  JSON.stringify([...ringback.worlds.main.world.tables.carrierRows.all()]);

/** Lets what was written come in. The sockets of this machine are not the test's clock. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await breathe();
};

verifies("phone.voice.stream", "speaks the first words while the server thinks of the next", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), 1);
  const { stage, realTime, id } = call;
  const from = now(stage);
  body.write(line("One moment please.", interim));
  await until(() => wordsUnderWay(stage).includes("One moment please."));
  await realTime.pass(3_000);
  body.write(line("Here it is."));
  body.end();
  await until(() => wordsUnderWay(stage).includes("Here it is."));
  await realTime.pass(2_000);
  const [spoken] = (await stage.read(id)).turns.filter(({ role }) => role === "agent");
  expect(spoken).toMatchObject({ text: "One moment please. Here it is." });
  const { at, until: end } = spoken as unknown as { at: string; until: string };
  // It began at once; the second part came when the first had been said for long.
  expect([Date.parse(at) - from, Date.parse(end) - from]).toEqual([0, 4_200]);
});

verifies(
  ["phone.voice.timeout", "phone.voice.stream"],
  "lets every part take as long as the beginning, and time stand still for all of it",
  async () => {
    const body = new SlowBody();
    await using call = await openCall(() => ndjson(body), "auto");
    const { stage, realTime, id } = call;
    const from = now(stage);
    for (const part of ["One.", "Two.", "Three."]) {
      await realTime.pass(4_900);
      body.write(line(part, interim));
      await until(() => wordsUnderWay(stage).includes(part));
      expect(now(stage)).toBe(from);
    }
    await realTime.pass(4_900);
    expect(now(stage)).toBe(from);
    body.write(line("Four."));
    body.end();
    await stage.control.get("/wait?type=turn.agent");
    expect(await stage.events("hold.expired")).toEqual([]);
    const [spoken] = (await stage.read(id)).turns.filter(({ role }) => role === "agent");
    expect(spoken).toMatchObject({ text: "One. Two. Three. Four." });
    expect(now(stage) - from).toBe(1_600);
  },
);

verifies(["phone.voice.timeout", "phone.voice.malformed"], async () => {
  await using call = await openCall(() => "hang", "auto");
  const { stage, realTime, id } = call;
  const from = now(stage);
  await realTime.pass(4_999);
  expect(now(stage)).toBe(from);
  await realTime.pass(1);
  expect(now(stage)).toBe(from + 5_000);
  expect(await stage.events("turn.silent")).toMatchObject([{ callId: id, why: "No answer within 5 s" }]);
  expect(await stage.events("hold.expired")).toMatchObject([{ timeoutMs: 5_000 }]);
  expect(await stage.events("webhook.failed")).toMatchObject([{ final: true, why: "No answer within 5 s" }]);
  stage.receiver.answer = () => ({ status: 200, body: '{"text":"I am back."}' });
  await stage.control.post(`/calls/${id}/say`, { text: "Are you there?" });
  await stage.control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))).toEqual([
    "user: Hello?",
    "user: Are you there?",
    "agent: I am back.",
  ]);
});

verifies("phone.voice.timeout", "counts on where a server began in time and then stopped", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), "auto");
  const { stage, realTime, id } = call;
  const from = now(stage);
  await realTime.pass(4_000);
  body.write(line("One moment.", interim));
  await until(() => wordsUnderWay(stage).includes("One moment."));
  await realTime.pass(4_999);
  expect(now(stage)).toBe(from);
  await realTime.pass(1);
  await stage.control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?", "agent: One moment."]);
  expect(await stage.events("webhook.failed")).toMatchObject([{ why: "The answer stopped for 5 s" }]);
  expect(await stage.events("turn.silent")).toEqual([]);
});

verifies("phone.voice.timeout", "does not let an answer that never ends stop time for ever", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), "auto");
  const { stage, realTime, id } = call;
  const from = now(stage);
  for (let part = 0; part <= 11; part += 1) {
    body.write(line(`Part${part}.`, interim));
    await until(() => wordsUnderWay(stage).includes(`Part${part}.`));
    expect(now(stage)).toBe(from);
    await realTime.pass(part < 11 ? 4_900 : 5_000);
  }
  await stage.control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))[1]).toMatch(/^agent: Part0\. .* Part11\.$/);
  expect(await stage.events("webhook.failed")).toMatchObject([
    { why: "The answer went on for more than 50 s" },
  ]);
});

verifies("phone.voice.broken", "says what had come of an answer that broke off", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), "auto");
  const { stage, id } = call;
  body.write(`${line("One moment.", interim)}{"text":"Nev`);
  await until(() => wordsUnderWay(stage).includes("One moment."));
  stage.receiver.cut();
  await stage.control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?", "agent: One moment."]);
});

verifies("phone.voice.stream", "reads characters that were cut in two", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), "auto");
  const { stage, id } = call;
  const bytes = Buffer.from(line("¡Señor 🔥!"));
  for (const byte of bytes) body.write(Uint8Array.of(byte));
  body.end();
  await stage.control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?", "agent: ¡Señor 🔥!"]);
});

verifies("phone.voice.turns", "ignores an answer that comes when the caller has gone on", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), 1);
  const { stage, realTime, id } = call;
  stage.receiver.answer = () => ({ status: 200, body: '{"text":"To the second."}' });
  await stage.control.post(`/calls/${id}/say`, { text: "Hurry!", interrupt: true });
  await realTime.pass(1_000);
  body.write(line("To the first."));
  body.end();
  await stage.receiver.arrived(2);
  await until(() => wordsUnderWay(stage).includes("To the second."));
  await realTime.pass(5_000);
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?", "user: Hurry!", "agent: To the second."]);
});

verifies("phone.voice.endedOnce", "tells of the end after the turn that was under way", async () => {
  const body = new SlowBody();
  await using call = await openCall(() => ndjson(body), 1);
  const { stage, realTime, id } = call;
  await stage.control.post(`/calls/${id}/hang-up`, { drop: true });
  await realTime.pass(1_000);
  expect(stage.ended()).toEqual([]);
  body.write(line("Too late."));
  body.end();
  await stage.receiver.arrived(2);
  expect(stage.ended()).toMatchObject([{ data: { callId: id } }]);
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?"]);
});
