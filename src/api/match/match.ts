import type { WorldEvent } from "../../contract/events.ts";
import type { Json } from "../../kernel/json.ts";
import type { Condition, EventMatcher } from "./condition.ts";
import { describeValue } from "./describe-value.ts";
import { describeCondition } from "./explain.ts";
import type { NumberOf, ShowValue } from "./matcher-definition.ts";
import { fits, type Miss, misses } from "./misses.ts";

/** Where a value is not what was wanted, and how it differs. */
export interface Difference {
  /** Such as `message.from` or `messages[0].id`; empty for the value itself. */
  readonly path: string;
  readonly wanted: string;
  readonly found: string;
}

/** Whether an event is one of those that are meant. */
export const isMeant = ({ event, condition }: EventMatcher, found: WorldEvent, numberOf: NumberOf): boolean =>
  found.type === event && fits(condition, found, numberOf);

/** Answers the first difference between a value and what is wanted of it, or undefined when it matches. */
export const match = (
  condition: Condition,
  value: Json | undefined,
  numberOf: NumberOf,
  show: ShowValue = describeValue,
): Difference | undefined => {
  const [first] = misses(condition, value, numberOf, 1);
  return first && describeMiss(first, show);
};

/** Every difference between a value and what is wanted of it, in the order of the condition; none when it matches. */
export const differences = (
  condition: Condition,
  value: Json | undefined,
  numberOf: NumberOf,
  show: ShowValue = describeValue,
): readonly Difference[] => misses(condition, value, numberOf).map((miss) => describeMiss(miss, show));

/** A miss in words. */
export const describeMiss = ({ path, condition, value }: Miss, show: ShowValue): Difference => ({
  path,
  wanted: describeCondition(condition, show),
  found: show(value),
});

/** A sentence about a difference, without its full stop. */
export const tellDifference = ({ path, wanted, found }: Difference): string =>
  `${path === "" ? "it" : path} should be ${wanted}, but is ${found}`;
