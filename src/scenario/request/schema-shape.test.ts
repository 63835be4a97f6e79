import { expect, it } from "vitest";
import * as z from "zod";
import { readCondition } from "../match/read-condition.ts";
import { schemaShape } from "./schema-shape.ts";

const shape = schemaShape(
  z.strictObject({ lines: z.record(z.string(), z.strictObject({ balanceUsd: z.number() })) }),
);

const read = (tree: Parameters<typeof readCondition>[0]) => {
  const mistakes: string[] = [];
  const context = {
    names: new Set<string>(),
    references: false,
    report: (path: readonly PropertyKey[], { message }: { message: string }) =>
      mistakes.push(`${path.join(".")}: ${message}`),
  };
  return { condition: readCondition(tree, shape, [], context), mistakes };
};

it("leaves the keys of a record open, and knows what stands under each", () => {
  expect(shape).toEqual({ fields: { lines: { values: { fields: { balanceUsd: { kind: "amount" } } } } } });
  expect(read({ lines: { "+12125550186": { balanceUsd: { gte: "10" } } } })).toEqual({
    mistakes: [],
    condition: {
      is: "fields",
      fields: {
        lines: {
          is: "fields",
          fields: {
            "+12125550186": {
              is: "fields",
              fields: { balanceUsd: { is: "bound", by: "gte", value: 10 } },
            },
          },
        },
      },
    },
  });
  expect(read({ lines: { inbox: { balance: "10" } } }).mistakes).toEqual([
    "lines.inbox.balance: There is no field `balance` here.",
  ]);
  expect(read({ lines: "inbox" }).mistakes).toEqual(["lines: Here stands a map, but this is a text."]);
});
