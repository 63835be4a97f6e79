import { expect, it } from "vitest";
import { matchesPoint } from "./matches-point.ts";

const name = "store.phone.messages.list";

it.each([name, "store.*", "*", "*.list", "store.*.list", "store.phone.messages.list*", "*phone*", "s*s*s*"])(
  "takes %s for the list of messages",
  (point) => expect(matchesPoint(point, name)).toBe(true),
);

it.each(["store", "store.phone", "phone.*", "*.get", "store.*.messages.messages.*", "*list*list", ""])(
  "does not take %s for it",
  (point) => expect(matchesPoint(point, name)).toBe(false),
);

it("is done at once with a point of nothing but stars", () => {
  expect(matchesPoint(`${"*s".repeat(60)}!`, name.repeat(50))).toBe(false);
});
