import { events } from "../../contract/events.ts";
import type { EventName } from "../../contract/events.ts";

/** What a single value is, which decides what may be written about it. */
export type ValueKind = "text" | "number" | "id" | "instant" | "count" | "amount" | "flag" | "any";

/** What can stand at a place: a single value, a map of known fields, or a list. */
export type Shape =
  | { readonly kind: ValueKind }
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly items: Shape };

/** The names of all events. */
export const eventNames = Object.keys(events) as readonly EventName[];

/** The fields of an event. */
export const eventShape = (name: EventName): Shape => {
  const fields = Object.entries<string>(events[name].fields).map(
    ([field, kind]) => [field, { kind: kindOf(kind.replace("?", "")) }] as const,
  );
  return { fields: Object.fromEntries(fields) };
};

const kindOf = (declared: string): ValueKind => (declared === "minor" ? "count" : (declared as ValueKind));
