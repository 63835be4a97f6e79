import fc from "fast-check";
import { expect, it } from "vitest";
import { spokenCodes } from "./spoken-codes.ts";

it.each([
  ["eight three four nine two one", "834921"],
  ["The code is Eight, Three, Four, Nine, Two, One. Thank you.", "834921"],
  ["It is 8 3 4, 9 2 1.", "834921"],
  ["8. 3. 4. 9. 2. 1.", "834921"],
  ["8-3-4 … 9-2-1", "834921"],
  ["eight 3 four 9 two 1", "834921"],
  ["eighty-three forty-nine twenty one", "834921"],
  ["eighty three, forty nine, twenty, one", "8349201"],
  ["nineteen oh five", "1905"],
  ["double five oh nine", "5509"],
  ["triple seven double-oh", "77700"],
  ["zero nought nil o", "0000"],
  ["Oh, 8 3 4 9 2 1", "834921"],
  ["Oh eight three four nine two one", "834921"],
  ["This one 834921 5 minutes ago", "834921"],
  ["It is 834921, 5 minutes old.", "834921"],
  ["834921#", "834921"],
  ["*99#834921#", "834921"],
  ["G-834921", "834921"],
  ["８３４９２１", "834921"],
  ["one moment: eight three four nine two one, again eight three four nine two one", "834921"],
  ["Eight three four nine two one. Eight three four nine two one.", "834921"],
])("hears in “%s” the code %s", (speech, code) => expect(spokenCodes(speech)).toContain(code));

it.each([
  "one two three",
  "123",
  "12345678901",
  "eight and three and four and nine",
  "A1234 and 1234th",
  "four people for two nights",
  "double trouble",
  "someone o'clock weight",
  "",
])("hears no code in “%s”", (speech) => expect(spokenCodes(speech)).toEqual([]));

it("does not take the digits after a pause for a code of their own unless it may be one", () => {
  expect(spokenCodes("8 3 4, 9 2 1")).toEqual(["834921"]);
  expect(spokenCodes("8 3 4 9 2 1 5 7 6")).toEqual([]);
  expect(spokenCodes("8349 2157")).toEqual(["83492157", "8349", "2157"]);
});

const ways = [
  (digit: number) => `${digit}`,
  (digit: number) => "zero one two three four five six seven eight nine".split(" ")[digit] ?? "",
];

it("hears every code however its digits are said, one by one", () => {
  const said = fc.array(
    fc.tuple(fc.nat(9), fc.constantFrom(...ways), fc.constantFrom(" ", ", ", "-", ". ")),
    {
      minLength: 4,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(said, (digits) => {
      const speech = digits.map(([digit, way, gap]) => `${way(digit)}${gap}`).join("");
      expect(spokenCodes(`Your code is ${speech}`)).toContain(digits.map(([digit]) => digit).join(""));
    }),
  );
});

it.each([
  "1 ".repeat(16_000),
  "1, ".repeat(10_000),
  "1".repeat(32_000),
  "double ".repeat(5000),
  "twenty ".repeat(5000),
])("is done soon with speech made to take long (%#)", { timeout: 2000 }, (speech) =>
  expect(spokenCodes(speech).length).toBeLessThan(10),
);
