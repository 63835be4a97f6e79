import { expect } from "vitest";
import { doneBy } from "../support/phone-agent.ts";
import { linesOf, ndjson, openVoiceStage } from "../support/voice-call.ts";
import { verifies } from "../support/verifies.ts";
import type { WebhookAnswer } from "../support/webhook-receiver.ts";

const ok = (body: string): WebhookAnswer => ({ status: 200, body });

/** Answers that say nothing, by what the silence is explained with. */
const silences: readonly (readonly [answer: WebhookAnswer, why: RegExp])[] = [
  // Only a new connection that is cut says something about the other end.
  ["cut", /The connection failed: ECONNRESET/],
  [200, /is empty/],
  [204, /is empty/],
  [ok("[]"), /a list instead of an object/],
  [ok('[{"text":"Hello"}]'), /a list instead of an object/],
  [ok('"Hello"'), /a string instead of an object/],
  [ok("42"), /a number instead of an object/],
  [ok("null"), /null instead of an object/],
  [ok("true"), /a boolean instead of an object/],
  [ok("Hello"), /is no JSON/],
  [ok('{"text":"Hello"'), /is no JSON/],
  [ok('{"messages":[{"text":"Hello"}]}'), /has no text/],
  [ok('{"text":""}'), /text is empty/],
  [ok('{"text":7}'), /text is a number/],
  [ok('{"text":"<function_call>x</function_call>"}'), /nothing but markup/],
  [ok('{"digits":"1A"}'), /the keys 0 to 9/],
  [ok(`{"text":"${"a".repeat(70_000)}"}`), /longer than 64 KB/],
  [{ status: 500, body: '{"text":"Hello"}' }, /HTTP 500/],
  [{ status: 404, body: '{"text":"Hello"}' }, /HTTP 404/],
  [{ status: 302, body: "", headers: { location: "/elsewhere" } }, /HTTP 302/],
  [ndjson(""), /no text in any of its lines/],
  [ndjson('["Hello"]\n'), /a list instead of an object/],
  [ndjson('{"interim":true}\n'), /no text in any of its lines/],
  [ndjson("Hello\n"), /is no JSON/],
];

verifies(["phone.voice.malformed", "phone.voice.broken"], async () => {
  const left = [...silences];
  await using stage = await openVoiceStage(({ data }) =>
    data["transcript"] === "Goodbye." ? { text: "Goodbye." } : (left.shift()?.[0] ?? 200),
  );
  const questions = silences.map((_, place) => `Question ${place}.`);
  const id = await stage.hear(...questions, "Goodbye.");
  const silent = await stage.events("turn.silent");
  expect(silent).toHaveLength(silences.length);
  for (const [place, [, why]] of silences.entries()) expect(silent[place]?.["why"]).toMatch(why);
  // The call went on after each of them.
  expect(linesOf(await stage.read(id))).toEqual([
    ...questions.map((question) => `user: ${question}`),
    "user: Goodbye.",
    "agent: Goodbye.",
  ]);
  expect(stage.told()).toHaveLength(silences.length + 1);
});

/** Answers that say something, with what it is; the last ends the call. */
const words: readonly (readonly [answer: WebhookAnswer, line: string])[] = [
  [ok('{"text":" Hello. ","interim":true}'), "agent: Hello."],
  [ok('\uFEFF{"text":"Señor 🔥"}'), "agent: Señor 🔥"],
  [{ status: 201, body: '{"text":"Made."}', headers: { "content-type": "text/html" } }, "agent: Made."],
  [ok('{"press_digit":5}'), "agent: 5"],
  [ok('{"digits":"0*#"}'), "agent: 0*#"],
  [ndjson('{"text":"One","interim":true}\r\n\r\n{"text":"two."}\r\n{"text":"three"}'), "agent: One two."],
  [ok('{"text":"Bye.","action":"hangup"}'), "agent: Bye."],
];

verifies(["phone.voice.object", "phone.voice.aliases", "phone.voice.plainInterim"], async () => {
  const left = [...words];
  await using stage = await openVoiceStage(() => left.shift()?.[0] ?? 200);
  const id = await stage.hear(...words.map((_, place) => `Question ${place}.`), "Never said.");
  const call = await stage.read(id);
  expect(linesOf(call)).toEqual(words.flatMap(([, line], place) => [`user: Question ${place}.`, line]));
  expect(call).toMatchObject({ status: "completed", disconnectionReason: "agent_hangup" });
  expect(await stage.events("turn.silent")).toEqual([]);
});

/** Answers that say something and more that cannot be done, with what is said about that. */
const flaws: readonly (readonly [answer: WebhookAnswer, why: RegExp])[] = [
  [ok('{"text":"Pressing.","digits":"1A"}'), /the keys 0 to 9/],
  [ok('{"digits":1,"text":7}'), /text is a number/],
  [ndjson('{"text":"One moment.","interim":true}\nHello\n'), /is no JSON/],
  [ok('{"text":"I put you through.","action":"transfer"}'), /no transferNumber/],
];

verifies(
  ["phone.voice.malformed", "phone.calls.transferTo"],
  "tells what was not done of an answer that speaks",
  async () => {
    const left = [ndjson('{"text":"One moment.","interim":true}\n'), ...flaws.map(([answer]) => answer)];
    await using stage = await openVoiceStage(() => left.shift() ?? { action: "transfer" });
    const id = await stage.hear("Fine.", ...flaws.map((_, place) => `Question ${place}.`), "The last.");
    const flawed = await stage.events("turn.flawed");
    expect(flawed).toHaveLength(flaws.length);
    for (const [place, [, why]] of flaws.entries()) expect(flawed[place]?.["why"]).toMatch(why);
    expect(await stage.events("turn.silent")).toMatchObject([
      { why: expect.stringContaining("no transferNumber") as string },
    ]);
    // Whoever looks at the call is told the same.
    const { remarks } = doneBy("control.calls.get", await stage.control.get(`/calls/${id}`));
    expect(remarks).toHaveLength(flaws.length + 1);
  },
);

verifies("phone.voice.olderTransfer", "hands over by the older word too", async () => {
  await using stage = await openVoiceStage(() => ({ transfer: true }), {
    agent: { transferNumber: "+14155550199" },
  });
  const call = await stage.read(await stage.hear("A person, please."));
  expect(call).toMatchObject({ disconnectionReason: "call_transfer" });
});
