import * as fc from "fast-check";
import { expect, it } from "vitest";
import { lastInstant, toHttpDate, toMillisecondText, toSecondText } from "./time-text.ts";

it("writes instants to the second, to the millisecond and for a header", () => {
  const instant = Date.UTC(2026, 3, 1, 10, 22, 19, 7);
  expect(toSecondText(instant)).toBe("2026-04-01T10:22:19Z");
  expect(toMillisecondText(instant)).toBe("2026-04-01T10:22:19.007Z");
  expect(toHttpDate(instant)).toBe("Wed, 01 Apr 2026 10:22:19 GMT");
});

it("writes any instant that a world can reach as its date does, before 1970 too", () => {
  const instant = fc.integer({ min: Date.UTC(0, 0, 1), max: lastInstant });
  fc.assert(
    fc.property(instant, (at) => {
      const text = new Date(at).toISOString();
      expect(toMillisecondText(at)).toBe(text);
      expect(toSecondText(at)).toBe(`${text.slice(0, 19)}Z`);
      expect(toHttpDate(at)).toBe(new Date(at).toUTCString());
    }),
  );
});
