import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fitsGlob } from "./fits-glob.ts";

const name = "store.phone.messages.list";

it.each([name, "store.*", "*", "*.list", "store.*.list", "store.phone.messages.list*", "*phone*", "s*s*s*"])(
  "takes the list of messages for %s",
  (glob) => expect(fitsGlob(glob, name)).toBe(true),
);

it.each(["store", "store.phone", "phone.*", "*.get", "store.*.messages.messages.*", "*list*list", ""])(
  "does not take it for %s",
  (glob) => expect(fitsGlob(glob, name)).toBe(false),
);

it("is done at once with a glob of nothing but stars", () => {
  expect(fitsGlob(`${"*s".repeat(60)}!`, name.repeat(50))).toBe(false);
});

it("takes a glob for what it would be as a regular expression", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab*]{0,8}$/), fc.stringMatching(/^[ab]{0,10}$/), (glob, text) => {
      expect(fitsGlob(glob, text)).toBe(new RegExp(`^${glob.replaceAll("*", ".*")}$`).test(text));
    }),
    { numRuns: 500 },
  );
});
