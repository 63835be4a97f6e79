import { fieldNames, kindOfField } from "../../api/match/value-kind.ts";
import type { ValueKind } from "../../api/match/value-kind.ts";
import { events } from "../../contract/events.ts";
import type { EventName } from "../../contract/events.ts";
import type { Misreading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";

/** What can stand at a place: a single value, a map of known fields, one whose keys are open, or a list. */
export type Shape =
  | { readonly kind: ValueKind }
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly values: Shape }
  | { readonly items: Shape };

/** What tells how time goes: the same story has others in another clock mode or on another machine. */
const ofTime: readonly string[] = ["clock.jumped", "clock.set", "hold.expired"] satisfies EventName[];

/** The names of the events that a scenario can wait for and expect. */
export const eventNames = (Object.keys(events) as readonly EventName[]).filter(
  (name) => !ofTime.includes(name),
);

/** The mistake of naming an event that is no part of a story; undefined for any other name. */
export const eventOfTime = (name: string): Misreading | undefined =>
  ofTime.includes(name)
    ? {
        code: "not_available",
        message: `${quote(name)} tells how time goes, and a story must be the same however it goes.`,
        cure: "Name an event of the story itself. `budget: { time: 2h }` bounds how long it takes.",
      }
    : undefined;

/** The fields of an event. */
export const eventShape = (name: EventName): Shape => {
  const fields = fieldNames(name).map(
    (field) => [field, { kind: kindOfField(name, field) ?? "any" }] as const,
  );
  return { fields: Object.fromEntries(fields) };
};
