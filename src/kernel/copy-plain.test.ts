import fc from "fast-check";
import { expect, it } from "vitest";
import { copyPlain } from "./copy-plain.ts";

it("copies all there is, to the last field that is undefined", () => {
  const row = { id: "a", read: undefined, metadata: null, members: [{ name: "Ann" }, ["+14155550123"]] };
  const copy = copyPlain(row);
  expect(copy).toStrictEqual(row);
  row.members.length = 0;
  expect(copy.members).toHaveLength(2);
});

it("takes a key for a key, whatever it is called", () => {
  const text = '{"__proto__":{"admin":true},"constructor":[1]}';
  const copy: unknown = copyPlain(JSON.parse(text));
  expect(JSON.stringify(copy)).toBe(text);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
});

it("agrees with structuredClone, order of keys included", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = copyPlain(value);
      expect(copy).toStrictEqual(structuredClone(value));
      expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
    }),
  );
});
