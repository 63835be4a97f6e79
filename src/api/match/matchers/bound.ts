import type { BoundName, ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** A number on the right side of another. */
export const bound: WholeMatcher<ConditionOf<"bound">> = {
  name: "bound",
  summary: "A count or an amount is more than, at least, less than or at most so much.",
  example: "- when: { balance.changed: { newMinor: { gte: 0, lt: 500 } } }\n  do: [note: Money runs low.]",
  words: ["gt", "gte", "lt", "lte"],
  judges: ["count", "amount", "any"],
  explain: ({ by, value }) => `${words[by]} ${value}`,
  holds: ({ by, value: limit }, value) => typeof value === "number" && compare[by](value, limit),
};

const words: Readonly<Record<BoundName, string>> = {
  gt: "more than",
  gte: "at least",
  lt: "less than",
  lte: "at most",
};

const compare: Readonly<Record<BoundName, (value: number, limit: number) => boolean>> = {
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
};
