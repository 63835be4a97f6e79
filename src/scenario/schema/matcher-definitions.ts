import { matchers } from "../../api/match/matchers.ts";
import type { ValueKind } from "../../api/match/value-kind.ts";
import { events } from "../../contract/events.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { eventNames, eventShape } from "../match/shape.ts";
import type { Shape } from "../match/shape.ts";
import { onlyBeside } from "./key-rules.ts";

/** What may be wanted of values and of events, as definitions of a JSON Schema. */
export const matcherDefinitions = (): JsonObject => ({
  ...Object.fromEntries(
    valueKinds.map((kind): [string, Json] => [`${kind}-condition`, valueCondition(kind)]),
  ),
  "number-or-reference": { type: ["number", "string"], pattern: `${decimal}|${reference}` },
  "flag-or-reference": { type: ["boolean", "string"], pattern: `^(true|false)$|${reference}` },
  ...Object.fromEntries(
    eventNames.map((name): [string, Json] => [
      `event.${name}`,
      {
        description: events[name].summary,
        type: "object",
        properties: fieldConditions(eventShape(name)),
        additionalProperties: false,
      },
    ]),
  ),
  event: eventDefinition,
});

/** What may be wanted of a value of some shape. */
export const conditionSchema = (shape: Shape): JsonObject => {
  if ("kind" in shape) return { $ref: `#/definitions/${shape.kind}-condition` };
  if ("items" in shape) {
    const items = conditionSchema(shape.items);
    return { type: ["array", "object"], items, properties: wordsOfWholes, additionalProperties: false };
  }
  const properties = { ...wordsOfWholes, ...fieldConditions(shape) };
  return { type: "object", properties, additionalProperties: false };
};

/** What may be said of a map or a list as a whole. */
const wordsOfWholes: JsonObject = {
  exists: { $ref: "#/definitions/flag-or-reference" },
  not: {},
  oneOf: { type: "array", minItems: 1 },
};

const fieldConditions = (shape: Shape): JsonObject =>
  "fields" in shape
    ? Object.fromEntries(
        Object.entries(shape.fields).map(([name, below]): [string, Json] => [name, conditionSchema(below)]),
      )
    : {};

const reference = "\\$\\{";
const decimal = "^-?\\d+(\\.\\d+)?$";
const regex = "^/.+/[ims]*$";

/** How a single value of each kind may be written, where no map says more about it. */
const single: Readonly<Record<ValueKind, JsonObject & { readonly type: readonly string[] }>> = {
  text: { type: ["string", "number", "boolean"] },
  number: {
    type: ["string", "number"],
    pattern: `^\\+?[\\d*]+$|^[A-Za-z][\\w-]*$|${regex}|${reference}`,
    patternErrorMessage: "Write a number such as +14155550123, a name of people or lines, or +1415* for any.",
  },
  id: { type: ["string", "number"] },
  instant: { type: ["string"], pattern: `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d|${regex}|${reference}` },
  count: { type: ["number", "string"], pattern: `^-?\\d+$|${reference}` },
  amount: { type: ["number", "string"], pattern: `${decimal}|${reference}` },
  flag: { type: ["boolean", "string"], pattern: `^(true|false)$|${reference}` },
  any: { type: ["string", "number", "boolean", "array"] },
};

const valueKinds = Object.keys(single) as readonly ValueKind[];

/** One schema with every type in it instead of a choice of schemas, so that an editor can say which part is wrong. */
const valueCondition = (kind: ValueKind): JsonObject => ({
  ...single[kind],
  type: [...single[kind].type, "object"],
  properties: wordsFor(kind),
  // Where anything may stand, a map may be wanted field by field.
  ...(kind !== "any" && { additionalProperties: false }),
});

/** The keys of a map that says more about a value, from the matchers that may judge it. */
const wordsFor = (kind: ValueKind): JsonObject =>
  Object.fromEntries(
    matchers
      .filter(({ judges }) => judges.includes(kind))
      .flatMap(({ words, summary }) =>
        words.map((word): [string, Json] => [word, { description: summary, ...operand(word, kind) }]),
      ),
  );

const operand = (word: string, kind: ValueKind): JsonObject => {
  // A sentence beside a $ref is passed over in this draft of JSON Schema: it stands beside allOf.
  const same = kind === "any" ? {} : { allOf: [{ $ref: `#/definitions/${kind}-condition` }] };
  if (word === "oneOf") return { type: "array", items: same, minItems: 1 };
  if (word === "not") return same;
  if (word === "exists") return { allOf: [{ $ref: "#/definitions/flag-or-reference" }] };
  if (word === "contains") return { type: ["string", "number", "boolean"] };
  return { allOf: [{ $ref: "#/definitions/number-or-reference" }] };
};

/** The name of one event, and what is wanted of its fields. */
const eventDefinition: JsonObject = {
  description: "The name of an event and what is wanted of it, such as { message.received: { to: inbox } }.",
  type: "object",
  properties: Object.fromEntries(
    eventNames.map((name): [string, Json] => [name, { $ref: `#/definitions/event.${name}` }]),
  ),
  additionalProperties: false,
  minProperties: 1,
  // With maxProperties instead, editors offer no event to an empty map.
  dependencies: Object.fromEntries(
    eventNames.map((name): [string, Json] => [
      name,
      onlyBeside([name], "Here is room for one event. Begin a new item with a dash."),
    ]),
  ),
};
