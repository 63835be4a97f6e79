import type { EventName } from "../../contract/events.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import type { Condition, EventMatcher } from "../match/condition.ts";
import { pattern } from "../match/matchers/pattern.ts";
import { looksLikePattern, mistakeIn, splitPattern } from "../match/pattern.ts";
import { fieldNames, kindOfField, type ValueKind } from "../match/value-kind.ts";

/** What a field of an event is asked to be, as it came: `{ to: "+1212*", "contains.body": "code" }`. */
export type FieldWishes = Readonly<Record<string, string | number | boolean>>;

/** Reads what is wished of an event's fields. Throws `validation_error` for a wish that no such event can fulfil. */
export const readWishes = (event: EventName, wishes: FieldWishes): EventMatcher => {
  const wanted = new Map<string, Condition[]>();
  for (const [name, wish] of Object.entries(wishes)) {
    const field = name.replace(/^contains\./, "");
    const kind = requireField(event, field, name);
    const text = String(wish);
    const condition = field === name ? readWish(text, kind, name) : readPart(text, kind, name);
    wanted.set(field, [...(wanted.get(field) ?? []), condition]);
  }
  const fields = Array.from(wanted, ([field, conditions]) => [field, together(conditions)] as const);
  return { event, condition: { is: "fields", fields: Object.fromEntries(fields) } };
};

const together = (conditions: readonly Condition[]): Condition => {
  const [only, ...more] = conditions;
  return only !== undefined && more.length === 0 ? only : { is: "all", conditions };
};

const readWish = (wish: string, kind: ValueKind, name: string): Condition => {
  if (looksLikePattern(wish) && pattern.judges.includes(kind)) return readPattern(wish, name);
  const value = kind === "number" ? writeNumber(wish) : wish;
  const isName = kind === "number" || kind === "id";
  return isName && value.includes("*") ? { is: "glob", glob: value } : { is: "equal", value };
};

const readPattern = (wish: string, name: string): Condition => {
  const parts = splitPattern(wish);
  const mistake = mistakeIn(parts);
  if (mistake !== undefined) {
    throw refusal(name, `${mistake.message} ${mistake.cure} contains.${name} takes every sign as it is.`);
  }
  return { is: "pattern", ...parts };
};

const readPart = (wish: string, kind: ValueKind, name: string): Condition => {
  if (kind === "count" || kind === "flag") throw refusal(name, "asks for a part of what is no text.");
  return { is: "contains", text: kind === "number" ? writeNumber(wish) : wish };
};

const requireField = (event: EventName, field: string, name: string): ValueKind => {
  const kind = kindOfField(event, field);
  if (kind !== undefined) return kind;
  const known = fieldNames(event);
  const near = nearestName(field, known);
  const cure = near === undefined ? `It has ${known.join(", ")}.` : `Did you mean ${near}?`;
  throw refusal(name, `is no field of ${event}. ${cure}`);
};

const refusal = (name: string, message: string): RingbackError =>
  new RingbackError("validation_error", `${name} ${message}`, { issues: [{ path: name, message }] });

// A plus that nobody escaped reaches us as a space, and people write numbers in groups.
const writeNumber = (wish: string): string => wish.replace(/^ /, "+").replaceAll(/[\s().-]/g, "");
