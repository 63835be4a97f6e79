import * as fc from "fast-check";
import { expect, it } from "vitest";
import { jsonTextOf } from "./json-text.ts";
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
