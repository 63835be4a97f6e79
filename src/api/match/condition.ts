import type { EventName } from "../../contract/events.ts";

/** What a value must be like, as plain data that can stand in a world's row. */
export type Condition =
  | { readonly is: "equal"; readonly value: string | number | boolean }
  /** The number of somebody whom the file gives this name. */
  | { readonly is: "party"; readonly name: string }
  | { readonly is: "pattern"; readonly source: string; readonly flags: string }
  /** A text in which each `*` stands for any number of characters. */
  | { readonly is: "glob"; readonly glob: string }
  | { readonly is: "contains"; readonly text: string }
  | { readonly is: "bound"; readonly by: BoundName; readonly value: number }
  | { readonly is: "exists"; readonly value: boolean }
  | { readonly is: "oneOf"; readonly any: readonly Condition[] }
  | { readonly is: "not"; readonly condition: Condition }
  | { readonly is: "all"; readonly conditions: readonly Condition[] }
  /** A map that may hold more than these. */
  | { readonly is: "fields"; readonly fields: { readonly [name: string]: Condition } }
  /** A list of exactly these. */
  | { readonly is: "items"; readonly items: readonly Condition[] };

export type BoundName = "gt" | "gte" | "lt" | "lte";

/** The conditions of one kind. */
export type ConditionOf<Kind extends Condition["is"]> = Extract<Condition, { readonly is: Kind }>;

/** Which events are meant: those of one name whose fields meet a condition. */
export type EventMatcher = {
  readonly event: EventName;
  readonly condition: Condition;
  /** The names in its `${…}`, each once; absent when it holds neither one nor a literal `$${`. */
  readonly refers?: readonly string[];
};
