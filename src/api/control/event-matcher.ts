import { type EventName, events, type WorldEvent } from "../../contract/events.ts";
import { matchesPoint } from "../../domain/faults/matches-point.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { nearestName } from "../../kernel/nearest-name.ts";

/** What a field of an event is asked to be, as it came: `{ to: "+1212*", "contains.body": "code" }`. */
export type FieldWishes = Readonly<Record<string, string | number | boolean>>;

/** One wish that an event did not fulfil. */
export type Miss = {
  readonly field: string;
  readonly wanted: string;
  readonly seen: string;
};

/** Events somebody wants: of one type, with fields that match. */
export interface EventMatcher {
  /** In words: `message.received with to +12125550186`. */
  readonly text: string;
  readonly type: EventName;
  /** Where an event differs, nothing when it matches, undefined when it is of another type. */
  misses(event: WorldEvent): readonly Miss[] | undefined;
}

interface FieldMatcher {
  readonly field: string;
  readonly wanted: string;
  readonly fits: (seen: string) => boolean;
}

/** Reads what is wished of an event's fields. Throws `validation_error` for a field that such events do not have. */
export const readEventMatcher = (type: EventName, wishes: FieldWishes): EventMatcher => {
  const fields = Object.entries(wishes).map(([name, wish]) => readWish(type, name, String(wish)));
  const wanted = fields.map((field) => `${field.field} ${field.wanted}`);
  return {
    type,
    text: wanted.length === 0 ? type : `${type} with ${wanted.join(" and ")}`,
    misses: (event) => {
      if (event.type !== type) return undefined;
      const told = event as unknown as Readonly<Record<string, string | number | boolean | undefined>>;
      return fields.flatMap(({ field, wanted: what, fits }) => {
        const value = told[field];
        if (value !== undefined && fits(String(value))) return [];
        return [{ field, wanted: what, seen: value === undefined ? "absent" : quote(String(value)) }];
      });
    },
  };
};

const readWish = (type: EventName, name: string, wish: string): FieldMatcher => {
  const field = name.replace(/^contains\./, "");
  const kind = requireField(type, field, name);
  if (field !== name) {
    const wanted = `containing ${quote(wish)}`;
    return { field, wanted, fits: (seen) => seen.includes(wish) };
  }
  const isName = kind === "number" || kind === "id";
  const exact = kind === "number" ? writeNumber(wish) : wish;
  const fits = (seen: string): boolean => (isName ? matchesPoint(exact, seen) : seen === exact);
  return { field, wanted: quote(exact), fits };
};

const requireField = (type: EventName, field: string, name: string): string => {
  const fields: Readonly<Record<string, string>> = events[type].fields;
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (kind !== undefined) return kind.replace("?", "");
  const near = nearestName(field, Object.keys(fields));
  const cure = near === undefined ? `It has ${Object.keys(fields).join(", ")}.` : `Did you mean ${near}?`;
  const message = `is no field of ${type}. ${cure}`;
  throw new RingbackError("validation_error", `${name} ${message}`, { issues: [{ path: name, message }] });
};

// A plus that nobody escaped reaches us as a space, and people write numbers in groups.
const writeNumber = (wish: string): string => wish.replace(/^ /, "+").replaceAll(/[\s().-]/g, "");

const quote = (text: string): string => {
  const short = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  return /^[^\s“”]+$/.test(short) ? short : `“${short}”`;
};
