import { expect, it } from "vitest";
import { openRandom } from "./random.ts";

const name = { purpose: "code", owner: "+14155550123", ordinal: 1 };

it("draws the same from the same seed and name, and something else from any other", () => {
  const first = openRandom("7", name).digits(20);
  expect(openRandom("7", name).digits(20)).toBe(first);
  expect(openRandom("8", name).digits(20)).not.toBe(first);
  expect(openRandom("7", { ...name, purpose: "key" }).digits(20)).not.toBe(first);
  expect(openRandom("7", { ...name, owner: "+14155550124" }).digits(20)).not.toBe(first);
  expect(openRandom("7", { ...name, ordinal: 2 }).digits(20)).not.toBe(first);
});

it("gives these draws for ever, or every recorded run would change", () => {
  expect(openRandom("7", name).digits(12)).toMatchInlineSnapshot(`"038283500230"`);
});

it("keeps to its bounds and reaches them", () => {
  const draw = openRandom("7", name);
  const drawn = Array.from({ length: 2000 }, () => draw.integer(1, 6));
  expect(new Set(drawn)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

it("spreads evenly", () => {
  const draw = openRandom("spread", name);
  const counts = new Map<number, number>();
  for (let index = 0; index < 10_000; index += 1) {
    const face = draw.integer(0, 9);
    counts.set(face, (counts.get(face) ?? 0) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it("never happens at 0 and always at 1", () => {
  const draw = openRandom("7", name);
  expect(Array.from({ length: 100 }, () => draw.chance(0))).not.toContain(true);
  expect(Array.from({ length: 100 }, () => draw.chance(1))).not.toContain(false);
});
