import type { Json, JsonObject } from "../../kernel/json.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import type { Misreading, Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";
import type { BoundName, Condition } from "../../api/match/condition.ts";
import { bound } from "../../api/match/matchers/bound.ts";
import { contains } from "../../api/match/matchers/contains.ts";
import type { ValueKind } from "../../api/match/value-kind.ts";
import { readValue } from "./read-value.ts";
import type { ValueContext } from "./read-value.ts";
import type { Shape } from "./shape.ts";

/** What reading a condition needs besides its text. */
export interface ConditionContext extends ValueContext {
  /** Told of each mistake and the path to it; `atKey`: the key itself is the mistake. */
  readonly report: (path: readonly PropertyKey[], mistake: Misreading, atKey?: "atKey") => void;
}

type Path = readonly PropertyKey[];

/** Reads what is wanted of a value from a file's texts, by what can stand at its place. Mistakes are reported. */
export const readCondition = (tree: Json, shape: Shape, path: Path, context: ConditionContext): Condition => {
  if (Array.isArray(tree)) return readItems(tree as readonly Json[], shape, path, context);
  if (isMap(tree)) return readMap(tree, shape, path, context);
  if ("kind" in shape) return readText(typeof tree === "string" ? tree : "", shape.kind, path, context);
  const what = "items" in shape ? "a list" : "a map";
  const message = `Here stands ${what}, but this is a text.`;
  context.report(path, { code: "wrong_kind", message, cure: `Write ${what}.` });
  return nothing;
};

const nothing: Condition = { is: "all", conditions: [] };

const isMap = (tree: Json): tree is JsonObject =>
  typeof tree === "object" && tree !== null && !Array.isArray(tree);

const readItems = (
  items: readonly Json[],
  shape: Shape,
  path: Path,
  context: ConditionContext,
): Condition => {
  const below = "items" in shape ? shape.items : "kind" in shape && shape.kind === "any" ? shape : undefined;
  if (below === undefined) {
    const message = "Here stands no list.";
    const cure = "Write `{ oneOf: [ … ] }` for one of several.";
    context.report(path, { code: "wrong_kind", message, cure });
    return nothing;
  }
  return {
    is: "items",
    items: items.map((item, place) => readCondition(item, below, [...path, place], context)),
  };
};

/** Reads what stands under an operator's key. */
type ReadOperator = (value: Json, shape: Shape, path: Path, context: ConditionContext) => Condition;

type Operator = "contains" | BoundName | "oneOf" | "not" | "exists";

const isOperator = (key: string): key is Operator => Object.hasOwn(operators, key);

const readMap = (map: JsonObject, shape: Shape, path: Path, context: ConditionContext): Condition => {
  const keys = Object.keys(map);
  const fields = "fields" in shape ? shape.fields : openFields(shape, keys);
  const isFields =
    fields !== undefined && !(keys.length > 0 && keys.every((key) => isOperator(key) && !fields[key]));
  if (isFields) return readFields(map, fields, path, context);
  if ("values" in shape && !keys.every(isOperator)) return readValues(map, shape.values, path, context);
  const known = Object.keys(operators);
  const conditions = Object.entries(map).map(([key, value]) => {
    const at = [...path, key];
    if (isOperator(key)) return operators[key](value, shape, at, context);
    const message = `${quote(key)} says nothing about a value.`;
    context.report(at, { code: "unknown_key", message, cure: suggest(key, known, known) }, "atKey");
    return nothing;
  });
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { is: "all", conditions };
};

const readValues = (map: JsonObject, shape: Shape, path: Path, context: ConditionContext): Condition => {
  const wanted = Object.entries(map).map(
    ([key, value]) => [key, readCondition(value, shape, [...path, key], context)] as const,
  );
  return { is: "fields", fields: Object.fromEntries(wanted) };
};

/** Where anything can stand, a map without operators says what fields there are. */
const openFields = (shape: Shape, keys: readonly string[]): Readonly<Record<string, Shape>> | undefined =>
  "kind" in shape && shape.kind === "any" && keys.length > 0 && !keys.some(isOperator)
    ? Object.fromEntries(keys.map((key) => [key, shape]))
    : undefined;

const readFields = (
  map: JsonObject,
  fields: Readonly<Record<string, Shape>>,
  path: Path,
  context: ConditionContext,
): Condition => {
  const known = Object.keys(fields);
  const wanted = Object.entries(map).map(([key, value]) => {
    const below = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (below !== undefined) return [key, readCondition(value, below, [...path, key], context)] as const;
    const message = `There is no field ${quote(key)} here.`;
    const mistake = { code: "unknown_key", message, cure: suggest(key, known, known) } as const;
    context.report([...path, key], mistake, "atKey");
    return [key, nothing] as const;
  });
  return { is: "fields", fields: Object.fromEntries(wanted) };
};

const readNot: ReadOperator = (value, shape, path, context) => ({
  is: "not",
  condition: readCondition(value, shape, path, context),
});

const readOneOf: ReadOperator = (value, shape, path, context) => {
  if (Array.isArray(value)) {
    const any = (value as readonly Json[]).map((one, place) =>
      readCondition(one, shape, [...path, place], context),
    );
    return { is: "oneOf", any };
  }
  context.report(path, { code: "wrong_kind", message: "`oneOf` wants a list.", cure: "Write [a, b]." });
  return nothing;
};

/** An operator that is followed by a single text. */
const single =
  (
    operator: Operator,
    read: (written: string, kind: ValueKind | undefined) => Reading<Condition>,
  ): ReadOperator =>
  (value, shape, path, context) => {
    const reading: Reading<Condition> =
      typeof value === "string"
        ? read(value, "kind" in shape ? shape.kind : undefined)
        : { code: "wrong_kind", message: `${quote(operator)} wants a text.`, cure: "Write a single value." };
    if ("value" in reading) return reading.value;
    context.report(path, reading);
    return nothing;
  };

const readContains = single("contains", (written, kind) => {
  if (kind !== undefined && contains.judges.includes(kind)) {
    return { value: { is: "contains", text: written } };
  }
  return { message: "Only a text contains others.", cure: "Write the value itself, or a pattern." };
});

const readExists = single("exists", (written) => {
  if (written === "true" || written === "false") {
    return { value: { is: "exists", value: written === "true" } };
  }
  return { message: `${quote(written)} does not fit here.`, cure: "Write true or false." };
});

const readBound = (by: BoundName): ReadOperator =>
  single(by, (written, kind) => {
    if (kind === undefined || !bound.judges.includes(kind)) {
      return {
        message: "Only counts and amounts are more or less than others.",
        cure: "Write the value itself.",
      };
    }
    if (/^-?\d{1,15}(?:\.\d+)?$/.test(written)) {
      return { value: { is: "bound", by, value: Number(written) } };
    }
    return { message: `${quote(written)} is not a number.`, cure: "Write digits: 1250." };
  });

const operators: Readonly<Record<Operator, ReadOperator>> = {
  contains: readContains,
  gt: readBound("gt"),
  gte: readBound("gte"),
  lt: readBound("lt"),
  lte: readBound("lte"),
  oneOf: readOneOf,
  not: readNot,
  exists: readExists,
};

const readText = (written: string, kind: ValueKind, path: Path, context: ConditionContext): Condition => {
  const reading = readValue(written, kind, context);
  if ("value" in reading) return reading.value;
  context.report(path, reading);
  return nothing;
};
