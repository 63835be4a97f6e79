import type { Json } from "../../kernel/json.ts";
import type { Condition } from "./condition.ts";
import type { ValueKind } from "./value-kind.ts";

/** The number of somebody whom a file has a name for. */
export type NumberOf = (name: string) => string | undefined;

/** How a value looks in a sentence. */
export type ShowValue = (value: Json | undefined) => string;

/** Whether a value meets a condition. */
export type Fits = (condition: Condition, value: Json | undefined, numberOf: NumberOf) => boolean;

interface Described<Wanted extends Condition> {
  readonly name: string;
  readonly summary: string;
  /** A list item as it could stand under `script:`, in which `acme` is a person and `inbox` a line. */
  readonly example: string;
  /** The keys it is written with; none for one that is known by the look of the value itself. */
  readonly words: readonly string[];
  /** The kinds of single values that it may judge; none for one that judges maps or lists. */
  readonly judges: readonly ValueKind[];
  /** Words that complete the sentence "it should be …". */
  explain(condition: Wanted, describe: (part: Condition) => string, show: ShowValue): string;
}

/** A matcher that says yes or no to a value as a whole. */
export interface WholeMatcher<Wanted extends Condition> extends Described<Wanted> {
  holds(condition: Wanted, value: Json | undefined, numberOf: NumberOf, fits: Fits): boolean;
}

/** Looks at a part of a value: what is wanted of it, what it is, and its name or place unless it is the value itself. */
export type Look = (condition: Condition, value: Json | undefined, key?: string | number) => boolean;

/** A matcher that wants something of each part of a value. */
export interface PartsMatcher<Wanted extends Condition> extends Described<Wanted> {
  /** Whether a value has such parts. */
  has(condition: Wanted, value: Json | undefined): boolean;
  /** Looks at one part after the other, of a value that has them, until a look answers false; then so does this. */
  every(condition: Wanted, value: Json | undefined, look: Look): boolean;
}

/** One way to say what a value should be: all that comparing, sentences, the file format and its reference page need. */
export type MatcherDefinition<Wanted extends Condition = Condition> =
  WholeMatcher<Wanted> | PartsMatcher<Wanted>;
