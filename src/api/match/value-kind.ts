import { type EventName, events } from "../../contract/events.ts";

/** What a single value is, which decides what may be asked of it. */
export type ValueKind = "text" | "number" | "id" | "instant" | "count" | "amount" | "flag" | "any";

/** The names of an event's fields. */
export const fieldNames = (event: EventName): readonly string[] => Object.keys(events[event].fields);

/** What a field of an event holds, or undefined when such events have no field of that name. */
export const kindOfField = (event: EventName, field: string): ValueKind | undefined => {
  const fields: Readonly<Record<string, string>> = events[event].fields;
  const declared = Object.hasOwn(fields, field) ? fields[field]?.replace("?", "") : undefined;
  return declared === "minor" ? "count" : (declared as ValueKind | undefined);
};
