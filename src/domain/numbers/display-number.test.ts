import * as fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { expect, it } from "vitest";
import { displayNumber } from "./display-number.ts";

it.each([
  ["+12125550186", "+1 212 555 0186"],
  ["+14165550123", "+1 416 555 0123"],
  ["+18005550123", "+1 800 555 0123"],
  ["+442079460123", "+44 20 7946 0123"],
  ["+441614960123", "+44 161 496 0123"],
  ["+441632960123", "+44 1632 960123"],
  ["+447700900123", "+44 7700 900123"],
  ["+443069990123", "+44 306 999 0123"],
  ["+493023125123", "+49 30 23125123"],
  ["+492214710123", "+49 221 4710123"],
  ["+4932000000123", "+49 32 000000123"],
  ["+33199001234", "+33 1 99 00 12 34"],
  ["+31200000123", "+31 20 000 0123"],
  ["+31600000123", "+31 6 00000123"],
  ["+34910000123", "+34 910 00 01 23"],
  ["+61255501234", "+61 2 5550 1234"],
  ["+61491570156", "+61 491 570 156"],
  ["+611800975707", "+61 1800 975 707"],
  ["+6490000123", "+64 9 000 0123"],
  ["+64210000123", "+64 21 000 0123"],
  ["+6560000123", "+65 6000 0123"],
  ["+81300000123", "+81 3 0000 0123"],
  ["+81520000123", "+81 52 000 0123"],
  ["+819000000123", "+81 90 0000 0123"],
  ["+551100000123", "+55 11 0000 0123"],
  ["+5511900000123", "+55 11 90000 0123"],
  ["+442030000123", "+44 20 3000 0123"],
])("shows %s as %s", (number, shown) => {
  expect(displayNumber(number)).toBe(shown);
});

it("shows any E.164 number without losing a digit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
      const shown = displayNumber(number);
      expect(shown).toMatch(/^\+\d{1,3}( \d+)+$/);
      expect(shown.replaceAll(" ", "")).toBe(number);
    }),
  );
});

it("agrees with libphonenumber about where the calling code of a real number ends", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{8,13}$/), (number) => {
      const parsed = parsePhoneNumberFromString(number);
      fc.pre(parsed !== undefined && parsed.isValid());
      expect(displayNumber(number).split(" ")[0]).toBe(`+${parsed?.countryCallingCode}`);
    }),
  );
});

it.each([
  "+14155551234",
  "+442083661177",
  "+33612345678",
  "+31612345678",
  "+34612345678",
  "+819012345678",
  "+5511987654321",
])("agrees with libphonenumber about the groups of %s", (number) => {
  expect(displayNumber(number)).toBe(
    parsePhoneNumberFromString(number)?.formatInternational().replace("-", " "),
  );
});
