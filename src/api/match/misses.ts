import type { Json } from "../../kernel/json.ts";
import type { Condition } from "./condition.ts";
import type { Fits, NumberOf } from "./matcher-definition.ts";
import { matcherOf } from "./matchers.ts";

/** A part of a value that is not what was wanted of it. */
export interface Miss {
  /** Such as `message.from` or `messages[0].id`; empty for the value itself. */
  readonly path: string;
  readonly condition: Condition;
  readonly value: Json | undefined;
}

/** Whether a value meets a condition. Looks no further than the first part that does not. */
export const fits: Fits = (condition, value, numberOf) => {
  const matcher = matcherOf(condition);
  if ("holds" in matcher) return matcher.holds(condition, value, numberOf, fits);
  return (
    matcher.has(condition, value) &&
    matcher.every(condition, value, (part, seen) => fits(part, seen, numberOf))
  );
};

/** Every part of a value that does not meet a condition, or the first so many. */
export const misses = (
  condition: Condition,
  value: Json | undefined,
  numberOf: NumberOf,
  most = Number.POSITIVE_INFINITY,
): readonly Miss[] => {
  const found: Miss[] = [];
  const look = (wanted: Condition, seen: Json | undefined, path: string): boolean => {
    const matcher = matcherOf(wanted);
    if ("every" in matcher && matcher.has(wanted, seen)) {
      return matcher.every(wanted, seen, (part, partSeen, key) => look(part, partSeen, pathTo(path, key)));
    }
    if ("holds" in matcher && matcher.holds(wanted, seen, numberOf, fits)) return true;
    found.push({ path, condition: wanted, value: seen });
    return found.length < most;
  };
  look(condition, value, "");
  return found;
};

const pathTo = (path: string, key: string | number | undefined): string => {
  if (key === undefined) return path;
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
};
