import type { Condition } from "../api/match/condition.ts";
import { looksLikePattern } from "../api/match/pattern.ts";
import { mistakeIn } from "../api/match/re2.ts";
import { type EventName, events } from "../contract/events.ts";
import { RingbackError } from "../kernel/errors.ts";
import { nearestName } from "../kernel/nearest-name.ts";

/** Somebody's number by their name. Throws a sentence when there is nobody of that name. */
export type NumberOf = (name: string) => string;

/** An event somebody wishes for, as conditions that events can be compared with. */
export interface ReadWish {
  readonly type: EventName;
  readonly fields: Readonly<Record<string, Condition>>;
  /** As much of it as the operation `control.wait` understands. */
  readonly query: Readonly<Record<string, string>>;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/** Reads what is wished of an event. Throws `validation_error` for what no such event could ever fulfil. */
export const readWish = (type: EventName, wish: object, numberOf: NumberOf): ReadWish => {
  if (!Object.hasOwn(events, type)) {
    throw refuse("type", `must be the name of an event${sayNearest(type, Object.keys(events))}`);
  }
  const fields: Record<string, Condition> = {};
  const query: Record<string, string> = {};
  let isWhole = true;
  for (const [field, wanted] of Object.entries(wish)) {
    if (wanted === undefined) continue;
    const condition = new WishReader(type, field, numberOf).read(wanted);
    fields[field] = condition;
    const [name, text] = writeWish(field, condition) ?? [];
    if (name === undefined || text === undefined) isWhole = false;
    else query[name] = text;
  }
  return { type, fields, query, isWhole };
};

/** A condition as the operation `control.wait` takes it, where it can. */
const writeWish = (
  field: string,
  condition: Condition,
): readonly [name: string, text: string] | undefined => {
  if (condition.is === "contains") return [`contains.${field}`, condition.text];
  if (condition.is === "glob") return [field, condition.glob];
  if (condition.is === "pattern") return [field, `/${condition.source}/${condition.flags}`];
  if (condition.is !== "equal" || looksLikePattern(String(condition.value))) return undefined;
  return [field, String(condition.value)];
};

class WishReader {
  readonly #field: string;
  readonly #kind: string;
  readonly #numberOf: NumberOf;

  constructor(type: EventName, field: string, numberOf: NumberOf) {
    const fields: Readonly<Record<string, string>> = events[type].fields;
    const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (kind === undefined) {
      const names = Object.keys(fields);
      const cure = sayNearest(field, names) || `; it has ${names.join(", ")}`;
      throw refuse(field, `is no field of ${type}${cure}`);
    }
    this.#field = field;
    this.#kind = kind.replace("?", "");
    this.#numberOf = numberOf;
  }

  read(wanted: unknown): Condition {
    if (typeof wanted === "string") return this.#readText(wanted);
    if (typeof wanted === "number" || typeof wanted === "boolean") return { is: "equal", value: wanted };
    if (wanted instanceof RegExp) return this.#readPattern(wanted);
    if (typeof wanted !== "object" || wanted === null) throw this.#refuse("cannot be compared with that");
    if ("number" in wanted && typeof wanted.number === "string") return this.#readText(wanted.number);
    const parts = Object.entries(wanted as Readonly<Record<string, unknown>>);
    const conditions = parts.flatMap(([name, value]) =>
      value === undefined ? [] : [this.#readPart(name, value)],
    );
    const [only] = conditions;
    if (only === undefined) throw this.#refuse(`must be a value, or one of ${partNames.join(", ")}`);
    return conditions.length === 1 ? only : { is: "all", conditions };
  }

  #readPart(name: string, value: unknown): Condition {
    switch (name) {
      case "contains":
        return { is: "contains", text: String(value) };
      case "exists":
        return { is: "exists", value: value === true };
      case "not":
        return { is: "not", condition: this.read(value) };
      case "oneOf":
        return { is: "oneOf", any: (value as readonly unknown[]).map((one) => this.read(one)) };
      case "gt":
      case "gte":
      case "lt":
      case "lte":
        return { is: "bound", by: name, value: Number(value) };
      default:
        throw this.#refuse(`has ${name}, which is none of ${partNames.join(", ")}`);
    }
  }

  #readText(text: string): Condition {
    const isName = this.#kind === "number" || this.#kind === "id";
    if (isName && text.includes("*")) return { is: "glob", glob: this.#spell(text) };
    if (this.#kind !== "number") return { is: "equal", value: text };
    return { is: "equal", value: /[a-z]/i.test(text) ? this.#numberOf(text) : this.#spell(text) };
  }

  /** People write numbers in groups; events do not. */
  #spell(text: string): string {
    return this.#kind === "number" ? text.replaceAll(/[\s().-]/g, "") : text;
  }

  #readPattern({ source, flags }: RegExp): Condition {
    // The others say where a search begins or what it answers.
    const pattern = { source, flags: flags.replaceAll(/[^ims]/g, "") };
    const mistake = mistakeIn(pattern);
    if (mistake === undefined) return { is: "pattern", ...pattern };
    throw this.#refuse(`${mistake.message} ${mistake.cure}`);
  }

  #refuse(message: string): RingbackError {
    return refuse(this.#field, message);
  }
}

const partNames = ["contains", "not", "oneOf", "exists", "gt", "gte", "lt", "lte"] as const;

const sayNearest = (wanted: string, names: readonly string[]): string => {
  const near = nearestName(wanted, names);
  return near === undefined ? "" : `; did you mean ${near}?`;
};

const refuse = (path: string, message: string): RingbackError =>
  new RingbackError("validation_error", `${path} ${message}`.replace(/(?<![.?])$/, "."), {
    issues: [{ path, message }],
  });
