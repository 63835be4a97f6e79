import * as fc from "fast-check";
import { expect, it } from "vitest";
import { jsonTextOf, writtenOf } from "./json-text.ts";
import { lasting } from "./lasting.ts";

it("writes what JSON.stringify writes, whatever of it is lasting", () => {
  const item = fc.oneof(fc.object().map(lasting), fc.object());
  const field = fc.oneof(fc.array(item, { maxLength: 4 }), fc.anything({ withNullPrototype: false }));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), field), (answer) => {
      const { toJSON: _, ...plain } = answer;
      expect(jsonTextOf(plain)).toBe(JSON.stringify(plain));
    }),
  );
});

it("writes a list again that has become another, though it begins with the same", () => {
  const [one, two, three] = [{ n: 1 }, { n: 2 }, { n: 3 }].map(lasting);
  expect(jsonTextOf({ data: [one, two] })).toBe('{"data":[{"n":1},{"n":2}]}');
  expect(jsonTextOf({ data: [one, three] })).toBe('{"data":[{"n":1},{"n":3}]}');
  expect(jsonTextOf({ data: [one] })).toBe('{"data":[{"n":1}]}');
});

it("knows an answer that reads as one before, for as long as everything in it does", () => {
  const data = ["a", "b"].map((id) => lasting({ id }));
  const first = writtenOf({ data, more: false }).value;
  expect(writtenOf({ data: [...data], more: false }).value).toBe(first);
  expect(writtenOf({ data: [...data], more: true }).value).not.toBe(first);
  expect(writtenOf({ data: data.toReversed(), more: false }).value).not.toBe(first);
  expect(writtenOf({ items: data, more: false }).value).not.toBe(first);
  expect(writtenOf({ more: false, data }).value).not.toBe(first);
  expect(() => Object.assign(first, { more: true })).toThrow(TypeError);
});

it("tells lists apart from what stands in their place", () => {
  const one = lasting({ id: "a" });
  const texts = [
    { left: [one], right: null },
    { left: null, right: [one] },
    { left: [one], right: [one] },
  ];
  for (const value of texts) expect(jsonTextOf(value)).toBe(JSON.stringify(value));
});
