import { expect, it } from "vitest";
import { verifies } from "../../test/support/verifies.ts";
import { countSegments } from "./count-segments.ts";

const cases = [
  ["", 1],
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["a".repeat(306), 2],
  ["a".repeat(307), 3],
  // The alphabet's second table takes two places a character.
  ["€".repeat(80), 1],
  ["€".repeat(81), 2],
  [`${"a".repeat(152)}€${"a".repeat(10)}`, 2],
  // Nothing is cut in two: what does not fit goes over whole.
  ["€".repeat(152), 2],
  ["€".repeat(153), 3],
  ["ä".repeat(160), 1],
  ["ç".repeat(70), 1],
  ["ç".repeat(71), 2],
  ["я".repeat(134), 2],
  ["я".repeat(135), 3],
  ["😀".repeat(35), 1],
  ["😀".repeat(36), 2],
  // 67 units hold 33 of them, and one stays empty.
  ["😀".repeat(66), 2],
  ["😀".repeat(67), 3],
] as const;

it.each(cases)("counts %j", (text, segments) => {
  expect(countSegments(text)).toBe(segments);
});

verifies("phone.texts.segments", "counts each character by itself, and joins none", () => {
  for (const character of "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0?¡AÄÖÑÜ§¿aäöñüà") {
    expect([character, countSegments(character.repeat(160))]).toEqual([character, 1]);
  }
  for (const character of "^{}\\[~]|€") {
    expect([character, countSegments(character.repeat(80)), countSegments(character.repeat(81))]).toEqual([
      character,
      1,
      2,
    ]);
  }
});
