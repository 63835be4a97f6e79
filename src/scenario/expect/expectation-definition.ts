import type * as z from "zod";
import type { ShowValue } from "../../api/match/matcher-definition.ts";
import type { MatcherWords } from "../match/read-event-matcher.ts";
import type { ScenarioExpectation } from "../scenario.ts";

/** An expectation but for its place in the file. */
export type ExpectationData = ScenarioExpectation extends infer Whole
  ? Whole extends ScenarioExpectation
    ? Omit<Whole, "where">
    : never
  : never;

export type ExpectationKind = ScenarioExpectation["kind"];

/** One kind of expectation: all that the file format and the reference page need to know about it. */
export interface ExpectationDefinition {
  /** Its key in the file; `event` stands for the name of any event. */
  readonly name: ExpectationKind;
  readonly summary: string;
  /** A list item as it could stand under `expect:`, in which `acme` is a person and `inbox` a line. */
  readonly example: string;
  /** What an item of this kind holds. `key` is the item's own key: the name of an event, or the kind. */
  schema(key: string, words: MatcherWords): z.ZodType<ExpectationData>;
  /** Says in words what is expected, to follow "It expects". */
  explain(expectation: ExpectationData, show?: ShowValue): string;
}
