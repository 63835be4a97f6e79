import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printDuration } from "./print-duration.ts";
import { readDuration } from "./read-duration.ts";
import { readInstant } from "./read-instant.ts";
import { readPhoneNumber } from "./read-phone-number.ts";
import type { Reading } from "./scalar.ts";

const valueOf = <Value>(reading: Reading<Value>): Value | string =>
  "value" in reading ? reading.value : reading.cure;

describe("readDuration", () => {
  it.each([
    ["500ms", 500],
    ["0s", 0],
    ["19s", 19_000],
    ["39m50s", 2_390_000],
    ["1d2h3m4s5ms", 93_784_005],
    ["5m5m", 600_000],
    ["30", "Write `30s` for seconds."],
    ["39m 50s", "Write `39m50s`."],
    ["5M", "Write `5m`."],
    ["1.5h", "Write whole numbers with units ms, s, m, h or d: 500ms, 19s, 39m50s."],
    ["-5s", "Write whole numbers with units ms, s, m, h or d: 500ms, 19s, 39m50s."],
    ["99999999d", "Write a shorter duration."],
    [`${"9".repeat(400)}d`, "Write a shorter duration."],
  ])("%s", (text, expected) => {
    expect(valueOf(readDuration(text))).toBe(expected);
  });

  it("reads back what printDuration writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000_000_000 }), (milliseconds) => {
        expect(valueOf(readDuration(printDuration(milliseconds)))).toBe(milliseconds);
      }),
    );
  });
});

describe("readPhoneNumber", () => {
  it.each([
    ["+14155550123", "+14155550123"],
    ["+6834000", "+6834000"],
    ["+44 20 3000 0123", "Write `+442030000123`, without spaces or signs."],
    ["+1 (415) 555-0123", "Write `+14155550123`, without spaces or signs."],
    ["14155550123", "Write `+14155550123`, with the + in front."],
    ["4155550123", "Write + and the country code, then digits only, 7 to 15 in all: +14155550123."],
    ["+4155", "Write + and the country code, then digits only, 7 to 15 in all: +14155550123."],
    ["+1234567890123456", "Write + and the country code, then digits only, 7 to 15 in all: +14155550123."],
    ["911", "Use a number of your own, such as +14155550123."],
    ["+18002738255", "Use a number of your own, such as +14155550123."],
    ["hello", "Write + and the country code, then digits only, 7 to 15 in all: +14155550123."],
  ])("%s", (text, expected) => {
    expect(valueOf(readPhoneNumber(text))).toBe(expected);
  });
});

describe("readInstant", () => {
  it.each([
    ["2026-04-01T10:22:00Z", Date.UTC(2026, 3, 1, 10, 22)],
    ["2026-04-01T10:22Z", Date.UTC(2026, 3, 1, 10, 22)],
    ["2026-04-01T10:22:00.5+02:00", Date.UTC(2026, 3, 1, 8, 22, 0, 500)],
    ["2028-02-29T00:00:00Z", Date.UTC(2028, 1, 29)],
    ["2026-02-29T00:00:00Z", "Check the day and the time."],
    ["2026-04-01T25:00:00Z", "Check the day and the time."],
    ["2026-04-01T10:22:00", "Write `2026-04-01T10:22:00Z` for UTC."],
    ["2026-04-01", "Write `2026-04-01T00:00:00Z`."],
    ["tomorrow", "Write it like 2026-04-01T10:22:00Z."],
  ])("%s", (text, expected) => {
    expect(valueOf(readInstant(text))).toBe(expected);
  });
});
