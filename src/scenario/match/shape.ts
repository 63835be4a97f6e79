import { fieldNames, kindOfField } from "../../api/match/value-kind.ts";
import type { ValueKind } from "../../api/match/value-kind.ts";
import { events } from "../../contract/events.ts";
import type { EventName } from "../../contract/events.ts";

/** What can stand at a place: a single value, a map of known fields, one whose keys are open, or a list. */
export type Shape =
  | { readonly kind: ValueKind }
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly values: Shape }
  | { readonly items: Shape };

/** The names of all events. */
export const eventNames = Object.keys(events) as readonly EventName[];

/** The fields of an event. */
export const eventShape = (name: EventName): Shape => {
  const fields = fieldNames(name).map(
    (field) => [field, { kind: kindOfField(name, field) ?? "any" }] as const,
  );
  return { fields: Object.fromEntries(fields) };
};
