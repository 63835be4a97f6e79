import fc from "fast-check";
import { expect, it } from "vitest";
import type { CallTurn } from "../../../../world/call-entities.ts";
import {
  heard,
  isSilent,
  speakers,
  strengthOf,
  tonesIn,
  tonesOf,
} from "../../../../../test/support/hear-recording.ts";
import { writeRecording } from "./write-recording.ts";

const answeredAt = Date.UTC(2026, 3, 1, 10, 22);

/** A turn that begins and ends so many milliseconds after the answer. */
const turnOf = (
  role: CallTurn["role"],
  at: number,
  until: number,
  rest: Partial<CallTurn> = {},
): CallTurn => ({
  id: "tr_001",
  role,
  content: "Hello?",
  at: answeredAt + at,
  until: answeredAt + until,
  ...rest,
});

const pressed = (content: string, at: number): CallTurn =>
  turnOf("user", at, at + content.length * 200, { content, digits: true });

const record = (milliseconds: number, turns: readonly CallTurn[]): Buffer =>
  writeRecording({ answeredAt, endedAt: answeredAt + milliseconds, turns });

/** Calls of up to a minute in which people speak one after the other, at any instant, now and then pressing keys. */
const someCall = fc
  .record({
    pieces: fc.array(
      fc.record({
        pause: fc.integer({ min: 0, max: 2000 }),
        lasts: fc.integer({ min: 400, max: 3000 }),
        role: fc.constantFrom("agent", "user"),
        keys: fc.option(fc.stringMatching(/^[0-9*#]{1,8}$/), { nil: undefined }),
      }),
      { maxLength: 12 },
    ),
    rest: fc.integer({ min: 0, max: 3000 }),
  })
  .map(({ pieces, rest }) => {
    let now = 0;
    const turns = pieces.map(({ pause, lasts, role, keys }) => {
      const at = now + pause;
      const turn = keys === undefined ? turnOf(role, at, at + lasts) : pressed(keys, at);
      now = turn.until - answeredAt;
      return turn;
    });
    return { milliseconds: now + rest, turns };
  });

it("writes a WAV file that is as long as the call", () => {
  fc.assert(
    fc.property(someCall, ({ milliseconds, turns }) => {
      const file = record(milliseconds, turns);
      expect([0, 8, 36].map((place) => file.toString("latin1", place, place + 4))).toEqual([
        "RIFF",
        "WAVE",
        "data",
      ]);
      expect(file.readUInt32LE(4)).toBe(file.length - 8);
      expect(file.readUInt32LE(40)).toBe(file.length - 44);
      const [format, channels, rate, bytesPerSecond] = [20, 22, 24, 28].map((place) =>
        file.readUInt16LE(place),
      );
      expect([format, channels, rate, bytesPerSecond]).toEqual([1, 1, 8000, 8000]);
      expect([file.readUInt16LE(32), file.readUInt16LE(34)]).toEqual([1, 8]);
      expect(((file.length - 44) * 1000) / 8000).toBe(milliseconds);
    }),
  );
});

it("ends a file of an odd number of samples with a byte that is no sample", () => {
  const file = record(0.125, []);
  expect([file.length, file.readUInt32LE(40), file.readUInt32LE(4)]).toEqual([46, 1, 38]);
});

/** What is to be heard of a turn: from where to where, and which tones. */
const soundsOf = ({ role, at, until, digits, content }: CallTurn): readonly Sound[] => {
  const start = at - answeredAt;
  if (digits === undefined) return [{ start, end: until - answeredAt, tones: [speakers[role]] }];
  return content.split("").map((key, place) => {
    return { start: start + place * 200, end: start + place * 200 + 100, tones: tonesOf(key) };
  });
};

interface Sound {
  readonly start: number;
  readonly end: number;
  readonly tones: readonly number[];
}

it("gives each speaker a tone of their own for as long as they speak, each key its two, and silence else", () => {
  fc.assert(
    fc.property(someCall, ({ milliseconds, turns }) => {
      const file = record(milliseconds, turns);
      let silentFrom = 0;
      for (const { start, end, tones } of turns.flatMap(soundsOf)) {
        expect(isSilent(file, silentFrom, start)).toBe(true);
        const sound = heard(file, start, end);
        expect(tonesIn(sound)).toEqual(tones);
        for (const hertz of tones) expect(strengthOf(hertz, sound)).toBeGreaterThan(0.4 / tones.length);
        silentFrom = end;
      }
      expect(isSilent(file, silentFrom, milliseconds)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it.each("123456789*0#".split(""))("gives the key %s the tones of its row and its column", (key) => {
  const [first] = soundsOf(pressed(key, 1000));
  const file = record(3000, [pressed(`${key}${key}`, 1000)]);
  expect(tonesIn(heard(file, 1000, 1100))).toEqual(first?.tones);
  expect(isSilent(file, 1100, 1200)).toBe(true);
  expect(tonesIn(heard(file, 1200, 1300))).toEqual(first?.tones);
  expect(isSilent(file, 1300, 3000)).toBe(true);
});

it("knows how long keys took from when they were over", () => {
  const file = record(3000, [turnOf("user", 1400, 1400, { content: "4#", digits: true })]);
  expect([1000, 1200].map((from) => tonesIn(heard(file, from, from + 100)))).toEqual([
    tonesOf("4"),
    tonesOf("#"),
  ]);
  expect(isSilent(file, 1300, 3000)).toBe(true);
});

it("gives both tones of a key the same strength", () => {
  const key = heard(record(100, [pressed("5", 0)]), 10, 90);
  expect(strengthOf(770, key) / strengthOf(1336, key)).toBeCloseTo(1, 1);
});

it("swells and dies away instead of clicking", () => {
  const file = record(3000, [turnOf("agent", 500, 1500), turnOf("user", 1500, 2500), pressed("9", 2600)]);
  const samples = heard(file, 0, 3000);
  const steps = samples.map((sample, place) => Math.abs(sample - (samples[place - 1] ?? 0)));
  for (const start of [500, 1500, 2600])
    expect(Math.max(...heard(file, start, start + 1).map(Math.abs))).toBeLessThan(15);
  // No step is greater than the steepest of the tones makes it.
  expect(Math.max(...steps)).toBeLessThan((2 * Math.PI * 1477 * 60) / 8000);
});

it("lets two who speak at once both be heard", () => {
  const file = record(2000, [turnOf("agent", 0, 2000), turnOf("user", 500, 1500)]);
  expect(tonesIn(heard(file, 600, 1400))).toEqual([400, 500]);
  expect(Math.max(...heard(file, 600, 1400).map(Math.abs))).toBeLessThanOrEqual(120);
});

it("leaves out what was said before the answer or was not said to its end", () => {
  const file = record(1000, [turnOf("agent", -501, 300), turnOf("user", 800, 5000), pressed("123", 2000)]);
  expect(file.length).toBe(44 + 8000);
  expect(tonesIn(heard(file, 0, 300))).toEqual([400]);
  expect(isSilent(file, 300, 800)).toBe(true);
  expect(tonesIn(heard(file, 800, 1000))).toEqual([500]);
  expect(Math.abs(heard(file, 0, 1)[0] ?? NaN)).toBeLessThan(5);
  expect(Math.abs(heard(file, 999, 1000).at(-1) ?? NaN)).toBeLessThan(5);
});

it("writes the same bytes for the same call", () => {
  fc.assert(
    fc.property(someCall, ({ milliseconds, turns }) => {
      expect(record(milliseconds, turns).equals(record(milliseconds, structuredClone(turns)))).toBe(true);
    }),
  );
});

it("writes half an hour of talk as 14 MB", () => {
  const turns = Array.from({ length: 600 }, (_, place) =>
    turnOf(place % 2 === 0 ? "user" : "agent", place * 3000, place * 3000 + 3000),
  );
  expect(record(1_800_000, turns).length).toBe(44 + 14_400_000);
});
