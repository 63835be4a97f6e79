import type { EventName, events, WorldEvent } from "../contract/events.ts";
import type { ToldEvent } from "./world-port.ts";

/** An event of this name: its place in the log (`seq`), its virtual instant (`at`, milliseconds since 1970) and its own fields. */
export type EventOf<Name extends EventName> = Extract<WorldEvent, { readonly type: Name }>;

/** An event as `wait` answers it, with what tests are most often after. */
export type AwaitedEvent<Name extends EventName> = EventOf<Name> & {
  /** The one-time code: the one that was sent as such, else the first group of 4 to 8 digits of a text that looks like one. */
  readonly otp?: string;
  /** The web addresses in a text, in their order. */
  readonly links: readonly string[];
};

/** Anybody or anything with a telephone number: a line, a person. */
export interface Numbered {
  readonly number: string;
}

/** What a text is to be: itself, a part of it, or a pattern in RE2's syntax (no look-around, no references back). */
type TextWish = string | RegExp | { readonly contains: string };
/** What a number or an id is to be: itself, or with `*` for any characters. A number may be spelt as people do, or be somebody's name. */
type NumberWish = string | RegExp | Numbered;
type IdWish = string | RegExp;
type CountWish =
  number | { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };

type Declared<Name extends EventName> = (typeof events)[Name]["fields"];

type PlainWish<Kind> = Kind extends "text" | "text?"
  ? TextWish
  : Kind extends "number" | "number?"
    ? NumberWish
    : Kind extends "count" | "count?" | "minor" | "minor?"
      ? CountWish
      : Kind extends "flag" | "flag?"
        ? boolean
        : IdWish;

/** What a field is to be, not to be, or one of several; or only whether it is there. */
export type FieldWish<Kind> =
  | PlainWish<Kind>
  | { readonly not: PlainWish<Kind> }
  | { readonly oneOf: readonly PlainWish<Kind>[] }
  | { readonly exists: boolean };

/** What the fields of an event are to be. Fields that are not named may be anything. */
export type EventWish<Name extends EventName> = {
  readonly [Field in keyof Declared<Name>]?: FieldWish<Declared<Name>[Field]> | undefined;
};

/** An event as it was told, with its instant as a number. */
export const readEvent = (told: ToldEvent): WorldEvent =>
  ({ ...told, at: Date.parse(told.at) }) as unknown as WorldEvent;
