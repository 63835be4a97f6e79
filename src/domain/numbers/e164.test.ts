import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isE164, parsePhoneNumber } from "./e164.ts";

it.each(["+14155550123", "+442030000123", "+1234567", "+123456789012345"])("calls %s E.164", (text) => {
  expect(isE164(text)).toBe(true);
});

it.each([
  "14155550123",
  "+0415555012",
  "+1 415 555 0123",
  "+123456",
  "+1234567890123456",
  "+1415555012x",
  "+14155550123\n",
  "",
])("does not call %j E.164", (text) => {
  expect(isE164(text)).toBe(false);
});

it.each([
  ["+1 (415) 555-0123", undefined, "+14155550123"],
  ["(415) 555-0123", "US", "+14155550123"],
  ["+44 (0)20 7946 0123", undefined, "+442079460123"],
  ["020 7946 0123", "GB", "+442079460123"],
  ["0012125550186", "DE", "+12125550186"],
  ["＋１ ２１２ ５５５ ０１８６", undefined, "+12125550186"],
  ["tel:+1-212-555-0186", undefined, "+12125550186"],
  ["+1\u00a0212\u2011555\u20110186", "GB", "+12125550186"],
])("reads %j in %s as %s", async (text, country, expected) => {
  expect(await parsePhoneNumber(text, country)).toBe(expected);
});

it.each([
  ["(415) 555-0123", undefined],
  ["(415) 555-0123", "XX"],
  ["+1212555", undefined],
  ["+1212555018600", undefined],
  ["+12125550186;ext=3", undefined],
  ["call +12125550186", undefined],
  ["acme", "US"],
  ["911", "US"],
  ["", undefined],
])("finds no number in %j in %s", async (text, country) => {
  expect(await parsePhoneNumber(text, country)).toBeUndefined();
});

it("takes numbers that no operator has ever assigned", async () => {
  for (const number of ["+12125550186", "+441632960123", "+15005550006", "+447700900123"]) {
    expect(await parsePhoneNumber(number)).toBe(number);
  }
});

it("answers E.164 or nothing, and reads its own answers unchanged", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.stringMatching(/^\+?[\d ().-]{5,20}$/)), async (text) => {
      const number = await parsePhoneNumber(text, "US");
      if (number === undefined) return;
      expect(isE164(number)).toBe(true);
      expect(await parsePhoneNumber(number)).toBe(number);
    }),
  );
});
