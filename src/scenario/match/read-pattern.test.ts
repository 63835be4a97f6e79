import * as fc from "fast-check";
import { expect, it } from "vitest";
import { looksLikePattern, testPattern } from "../../api/match/pattern.ts";
import { readPattern } from "./read-pattern.ts";

const cureOf = (text: string): string | undefined => {
  const reading = readPattern(text);
  return "value" in reading ? undefined : reading.cure;
};

it.each([
  ["/resend/i", "please RESEND it", true],
  ["/^\\d{4,8}$/", "834921", true],
  ["/^\\d{4,8}$/", "83492123456", false],
  ["/a\\/b/", "a/b", true],
  ["/^b$/m", "a\nb", true],
  ["/a.b/s", "a\nb", true],
  ["/(?<word>\\w+) there/", "hello there", true],
  ["/[[:alpha:]]+/", "abc", true],
] as const)("%s on %j: %s", (text, subject, expected) => {
  const reading = readPattern(text);
  expect("value" in reading && testPattern(reading.value, subject)).toBe(expected);
});

const syntaxCure =
  "Look at its brackets, put \\ before signs that are meant; RE2 has no look-ahead and no reference back.";

it.each([
  ["/(a)\\1/", syntaxCure],
  ["/(?=a)/", syntaxCure],
  ["/(?<!a)b/", syntaxCure],
  ["/(a/", syntaxCure],
  ["/a{1001}/", syntaxCure],
  ["/a/g", "Flags are i, m and s, each at most once."],
  ["/a/ii", "Flags are i, m and s, each at most once."],
])("%s is refused with a cure", (text, cure) => {
  expect(cureOf(text)).toBe(cure);
});

it.each(["/(a+)+$/", "/(a|a)*$/", "/a.*b.*c/", `/${"a?".repeat(30)}${"a".repeat(30)}/`])(
  "%s takes no longer than its text is long, where other engines take for ever",
  (text) => {
    const reading = readPattern(text);
    expect("value" in reading && testPattern(reading.value, `${"a".repeat(2_000)}!`)).toBeTypeOf("boolean");
  },
);

it("is read or refused whatever stands between the slashes", () => {
  const signs = [
    "a",
    "(",
    ")",
    "(?:",
    "(?<",
    "[",
    "]",
    "^",
    "*",
    "+",
    "?",
    "{2,}",
    "|",
    "\\",
    "d",
    "1",
    "/",
    "$",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 12 }), (parts) => {
      const text = `/${parts.join("")}/`;
      fc.pre(looksLikePattern(text));
      const reading = readPattern(text);
      const outcome = "value" in reading ? testPattern(reading.value, "ab".repeat(15)) : reading.cure;
      expect(outcome).not.toBe("");
    }),
    { numRuns: 500 },
  );
});
