import type { WorldEvent } from "../../contract/events.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { Condition, EventMatcher } from "./condition.ts";
import { describeCondition, describeValue } from "./explain.ts";
import { testPattern } from "./pattern.ts";

/** The number of somebody whom a file has a name for. */
export type NumberOf = (name: string) => string | undefined;

/** Where a value is not what was wanted, and how it differs. */
export interface Difference {
  /** Such as `message.from` or `messages[0].id`; empty for the value itself. */
  readonly path: string;
  readonly wanted: string;
  readonly found: string;
}

/** Answers the first difference between an event and what is wanted of it, or undefined when it matches. */
export const matchEvent = (
  { event, condition }: EventMatcher,
  found: WorldEvent,
  numberOf: NumberOf,
): Difference | undefined =>
  found.type === event ? match(condition, found, numberOf) : { path: "", wanted: event, found: found.type };

/** Answers the first difference between a value and what is wanted of it, or undefined when it matches. */
export const match = (
  condition: Condition,
  value: Json | undefined,
  numberOf: NumberOf,
  path = "",
): Difference | undefined => {
  if (condition.is === "all") {
    return firstOf(condition.conditions, (part) => match(part, value, numberOf, path));
  }
  if (condition.is === "fields") {
    if (!isMap(value)) return differ(condition, value, path);
    return firstOf(Object.entries(condition.fields), ([name, part]) =>
      match(
        part,
        Object.hasOwn(value, name) ? value[name] : undefined,
        numberOf,
        path === "" ? name : `${path}.${name}`,
      ),
    );
  }
  if (condition.is === "items") {
    if (!Array.isArray(value) || value.length !== condition.items.length)
      return differ(condition, value, path);
    return firstOf([...condition.items.entries()], ([place, part]) =>
      match(part, (value as readonly Json[])[place], numberOf, `${path}[${place}]`),
    );
  }
  return holds(condition, value, numberOf) ? undefined : differ(condition, value, path);
};

/** A sentence about a difference, without its full stop. */
export const tellDifference = ({ path, wanted, found }: Difference): string =>
  `${path === "" ? "it" : path} should be ${wanted}, but is ${found}`;

type Single = Exclude<Condition, { readonly is: "all" | "fields" | "items" }>;

const holds = (condition: Single, value: Json | undefined, numberOf: NumberOf): boolean => {
  switch (condition.is) {
    case "exists":
      return (value !== undefined) === condition.value;
    case "not":
      return match(condition.condition, value, numberOf) !== undefined;
    case "oneOf":
      return condition.any.some((one) => match(one, value, numberOf) === undefined);
    case "equal":
      return value === condition.value || (isScalar(value) && String(value) === condition.value);
    case "party":
      return value !== undefined && (value === numberOf(condition.name) || value === condition.name);
    case "pattern":
      return typeof value === "string" && testPattern(condition, value);
    case "glob":
      return typeof value === "string" && fitsGlob(condition.glob, value);
    case "contains":
      return typeof value === "string" && value.includes(condition.text);
    case "bound":
      return typeof value === "number" && bounds[condition.by](value, condition.value);
  }
};

const bounds: Readonly<Record<"gt" | "gte" | "lt" | "lte", (value: number, bound: number) => boolean>> = {
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
};

/** Takes each part between stars at its first place: linear, whatever the glob. */
const fitsGlob = (glob: string, value: string): boolean => {
  const [first = "", ...rest] = glob.split("*");
  const last = rest.pop();
  if (last === undefined) return glob === value;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
};

const differ = (condition: Condition, value: Json | undefined, path: string): Difference => ({
  path,
  wanted: describeCondition(condition),
  found: describeValue(value),
});

const firstOf = <Part>(
  parts: readonly Part[],
  look: (part: Part) => Difference | undefined,
): Difference | undefined => {
  for (const part of parts) {
    const difference = look(part);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Numbers and flags compare with a text that was only known when the story played. */
const isScalar = (value: Json | undefined): value is number | boolean =>
  typeof value === "number" || typeof value === "boolean";
