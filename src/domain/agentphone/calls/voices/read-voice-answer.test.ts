import fc from "fast-check";
import { expect } from "vitest";
import { verifies } from "../../../../../test/support/verifies.ts";
import { VoiceAnswerReader, type VoicePiece } from "./read-voice-answer.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = { status: 200, contentType: "application/json" };
const lines = { status: 200, contentType: "application/x-ndjson; charset=utf-8" };

/** What comes of an answer whose body comes in these pieces. */
const read = (head: typeof json, ...pieces: readonly (string | Uint8Array)[]): readonly VoicePiece[] => {
  const reader = new VoiceAnswerReader(head);
  const heard = pieces.flatMap((piece) => reader.push(typeof piece === "string" ? bytes(piece) : piece));
  return [...heard, ...reader.end()];
};

const doing = (then: "hang up" | "transfer"): object => ({ then });
const said = (text: string, more: object = {}) => ({ reply: { text, ...more }, last: true });

verifies("phone.voice.object", () => {
  expect(read(json, '{"text":"Hello."}')).toEqual([said("Hello.")]);
  expect(read(json, '{"te', 'xt":"Hello."', "}")).toEqual([said("Hello.")]);
  expect(read(json, '{"text":"Bye.","hangup":true}')).toEqual([said("Bye.", doing("hang up"))]);
  expect(read(json, '{"text":"Bye.","action":"hangup"}')).toEqual([said("Bye.", doing("hang up"))]);
  expect(read(json, '{"action":"transfer"}')).toMatchObject([{ reply: doing("transfer"), last: true }]);
  expect(read(json, '{"text":"One.","hangup":"yes","action":"dance","x":1}')).toEqual([said("One.")]);
  expect(read(json, '{"text":"1","digits":"12#"}')).toEqual([said("1", { digits: "12#" })]);
});

verifies("phone.voice.olderTransfer", () => {
  expect(read(json, '{"text":"Wait.","transfer":true}')).toEqual([said("Wait.", doing("transfer"))]);
});

verifies("phone.voice.conflict", () => {
  expect(read(json, '{"text":"Bye.","hangup":true,"action":"transfer"}')).toEqual([
    said("Bye.", doing("hang up")),
  ]);
});

verifies("phone.voice.aliases", () => {
  for (const [name, value, pressed] of [
    ["digits", "1", "1"],
    ["press_digit", 42, "42"],
    ["dtmf", "*0#", "*0#"],
    ["dtmf", 0, "0"],
  ] as const) {
    expect(read(json, JSON.stringify({ [name]: value }))).toMatchObject([
      { reply: { digits: pressed }, last: true },
    ]);
  }
  for (const digits of ["12x", "", "1".repeat(65), -1, 1.5, 1e21, true, ["1"]])
    expect(read(json, JSON.stringify({ digits }))).toEqual([
      { reply: {}, last: true, why: expect.stringContaining("the keys 0 to 9, * and #") as string },
    ]);
});

verifies("phone.voice.markup", () => {
  for (const text of [
    'One moment.<function_call>{"name":"x"}</function_call>',
    "<thinking>hm\nhm</thinking>One moment.",
    "One moment. <tool_call name='x'>never closed",
    "</function_calls>One moment.",
    '<invoke name="a"><invoke name="b"></invoke>One moment.',
  ])
    expect(read(json, JSON.stringify({ text }))).toEqual([said("One moment.")]);
  expect(read(json, '{"text":"3 < 4 and <b>5</b> > 4"}')).toEqual([said("3 < 4 and <b>5</b> > 4")]);
  expect(read(json, '{"text":"<function_call>x</function_call>"}')).toMatchObject([
    { reply: {}, why: "The answer's text is nothing but markup." },
  ]);
});

verifies(["phone.voice.malformed", "phone.voice.broken"], () => {
  const why = (head: typeof json, body: string): unknown => {
    const pieces = read(head, body);
    expect(pieces).toHaveLength(1);
    expect(pieces[0]).toMatchObject({ reply: {}, last: true });
    return pieces[0]?.why;
  };
  expect(why(json, "")).toBe("The webhook's answer is empty.");
  expect(why(json, "[]")).toBe("The webhook answered a list instead of an object.");
  expect(why(json, '"hello"')).toBe("The webhook answered a string instead of an object.");
  expect(why(json, "7")).toBe("The webhook answered a number instead of an object.");
  expect(why(json, "null")).toBe("The webhook answered null instead of an object.");
  expect(why(json, "{}")).toBe("The webhook's answer has no text.");
  expect(why(json, '{"text":""}')).toBe("The answer's text is empty.");
  expect(why(json, '{"text":[]}')).toBe("The answer's text is a list.");
  expect(why(json, '{"text":')).toContain("is no JSON");
  expect(why(json, '{"text":"a"}\n{"text":"b"}')).toContain("application/x-ndjson");
  expect(why(json, "hello")).toContain("is no JSON");
  expect(why(json, JSON.stringify({ text: "a".repeat(65_536) }))).toContain("64 KB");
  expect(why(lines, "[1]\n")).toContain("a list");
  expect(why(lines, "\r\n \n")).toContain("no text in any of its lines");
  expect(why({ ...json, status: 500 }, '{"text":"a"}')).toBe("The webhook answered HTTP 500.");
  expect(why({ ...lines, status: 302 }, '{"text":"a"}\n')).toBe("The webhook answered HTTP 302.");
});

verifies("phone.voice.stream", () => {
  const open = (text: string) => ({ reply: { text }, last: false });
  const wait = '{"text":"Wait.","interim":true}';
  expect(read(lines, `${wait}\n{"text":"Here."}\n`)).toEqual([open("Wait."), said("Here.")]);
  expect(read(lines, `${wait}\r\n\r\n{"text":"Here."}`)).toEqual([open("Wait."), said("Here.")]);
  // The first that does not keep the turn open closes it.
  expect(read(lines, `{"text":"Here."}\n${wait}\n{"text":"There."}\nnonsense`)).toEqual([said("Here.")]);
  expect(read(lines, `${wait}\n`)).toMatchObject([open("Wait."), { reply: {}, last: true }]);
  expect(read(lines, `${wait}\n${wait}`)).toMatchObject([open("Wait."), open("Wait."), { last: true }]);
  expect(read(lines, `${wait}\n{"te`)).toMatchObject([open("Wait."), { reply: {}, last: true }]);
  expect(read(lines, `{"interim":true}\n{"text":"Here.","hangup":true}`)).toEqual([
    said("Here.", doing("hang up")),
  ]);
});

verifies("phone.voice.stream", "gives each piece as soon as its line is whole", () => {
  const reader = new VoiceAnswerReader(lines);
  expect(reader.push(bytes('{"text":"W'))).toEqual([]);
  expect(reader.push(bytes('ait.","interim":true}\n{"text"'))).toEqual([
    { reply: { text: "Wait." }, last: false },
  ]);
  expect(reader.push(bytes(':"Here."}\n'))).toEqual([said("Here.")]);
  expect(reader.push(bytes('{"text":"There."}\n'))).toEqual([]);
  expect(reader.end()).toEqual([]);
});

verifies("phone.voice.plainInterim", () => {
  expect(read(json, '{"text":"Wait.","interim":true}')).toEqual([said("Wait.")]);
});

verifies("phone.voice.broken", "ends a stream that breaks off with what was said, and says why else", () => {
  const reader = new VoiceAnswerReader(lines);
  reader.push(bytes('{"text":"Wait.","interim":true}\n{"text":"He'));
  expect(reader.end("cut")).toEqual([{ reply: {}, last: true, why: "cut" }]);
  const plain = new VoiceAnswerReader(json);
  plain.push(bytes('{"text":"Wait."}'));
  expect(plain.end("cut")).toEqual([{ reply: {}, last: true, why: "cut" }]);
});

verifies(
  "phone.voice.stream",
  "reads the same however the bytes were cut, and says once that it is over",
  () => {
    const text =
      '\uFEFF{"text":"Moment, señor 🔥…","interim":true}\r\n\r\n{"text":"日本","digits":7}\n{"text":"no"}';
    const whole = read(lines, text);
    expect(whole).toEqual([
      { reply: { text: "Moment, señor 🔥…" }, last: false },
      said("日本", { digits: "7" }),
    ]);
    const all = bytes(text);
    fc.assert(
      fc.property(fc.array(fc.nat(all.length), { maxLength: 12 }), (places) => {
        const cuts = [0, ...places.toSorted((one, other) => one - other), all.length];
        const pieces = cuts.slice(1).map((end, place) => all.subarray(cuts[place], end));
        expect(read(lines, ...pieces)).toEqual(whole);
      }),
    );
  },
);

verifies("phone.voice.broken", "survives any bytes, and says once that it is over", () => {
  const chunks = fc.array(
    fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytes), fc.constant(bytes("\n"))),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(fc.constantFrom(json, lines, { ...json, status: 503 }), chunks, (head, pieces) => {
      const given = read(head, ...pieces);
      expect(given.filter(({ last }) => last)).toHaveLength(1);
      expect(given.at(-1)?.last).toBe(true);
    }),
  );
});
