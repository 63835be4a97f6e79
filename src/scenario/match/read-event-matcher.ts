import * as z from "zod";
import type { Condition, EventMatcher } from "../../api/match/condition.ts";
import type { Json } from "../../kernel/json.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import { tree } from "../fields/fields.ts";
import type { Misreading } from "../fields/scalar.ts";
import { referencesInside } from "../references/references-inside.ts";
import { quote } from "../source/quote.ts";
import { readCondition } from "./read-condition.ts";
import type { ConditionContext } from "./read-condition.ts";
import { eventNames, eventOfTime, eventShape } from "./shape.ts";

/** What reading a matcher needs to know: whom the file has names for, and whether `${…}` may stand for a value. */
export interface MatcherWords {
  readonly names: ReadonlySet<string>;
  readonly references: boolean;
  /** The names of its people and accounts, each by itself; absent where nothing but events can be spoken of. */
  readonly people?: ReadonlySet<string>;
  readonly accounts?: ReadonlySet<string>;
}

/** A field that holds an event and what is wanted of it: `{ message.received: { to: inbox } }`. `key` is the field's own. */
export const eventMatcher = (key: string, words: MatcherWords): z.ZodType<EventMatcher> =>
  tree({ is: "event" }).transform((written, context): EventMatcher => {
    const report = reporterOf(written, context.issues);
    return readEventMatcher(written, key, { ...words, report }) ?? z.NEVER;
  });

/** A field that holds what is wanted of one kind of event: `{ to: inbox }`. */
export const eventFields = (event: EventMatcher["event"], words: MatcherWords): z.ZodType<EventMatcher> =>
  tree({ is: `event.${event}` }).transform((written, context): EventMatcher => {
    const report = reporterOf(written, context.issues);
    return toMatcher(event, readCondition(written, eventShape(event), [], { ...words, report }));
  });

/** Turns mistakes into a schema's issues. */
export const reporterOf =
  (input: unknown, issues: z.core.$ZodRawIssue[]): ConditionContext["report"] =>
  (path, mistake, atKey) => {
    const { code = "invalid_value", message, cure } = mistake;
    const params = { code, cure, atKey: atKey !== undefined };
    issues.push({ code: "custom", input, path: [...path], message, params });
  };

const readEventMatcher = (
  written: Json,
  key: string,
  context: ConditionContext,
): EventMatcher | undefined => {
  const { report } = context;
  const example = "Write one such as `{ message.received: { to: inbox } }`.";
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    const isEvent = typeof written === "string" && eventNames.some((name) => name === written);
    const cure = isEvent ? `Write \`${key}: { ${written}: {} }\`.` : example;
    const message = `${quote(key)} must be a map with the name of an event.`;
    report([], { code: "wrong_kind", message, cure });
    return undefined;
  }
  const [first, second] = Object.entries(written);
  if (first === undefined) {
    report([], { message: `${quote(key)} names no event.`, cure: example });
    return undefined;
  }
  if (second !== undefined) {
    const message = `${quote(key)} names more than one event.`;
    report([second[0]], { message, cure: `Write ${article(key)} ${quote(key)} item for each.` }, "atKey");
    return undefined;
  }
  const [name, fields] = first;
  const event = eventNames.find((known) => known === name);
  if (event === undefined) {
    report([name], eventOfTime(name) ?? unknownEvent(name), "atKey");
    return undefined;
  }
  return toMatcher(event, readCondition(fields, eventShape(event), [name], context));
};

const toMatcher = (event: EventMatcher["event"], condition: Condition): EventMatcher => {
  const refers = referencesInside(condition);
  // A literal `${` is filled in as a reference is, so that it is one only when it is compared.
  const isFilled = refers.length > 0 || JSON.stringify(condition).includes("$${");
  return isFilled ? { event, condition, refers } : { event, condition };
};

const article = (word: string): string => (/^[aeiou]/.test(word) ? "an" : "a");

const unknownEvent = (name: string): Misreading => ({
  code: "unknown_event",
  message: `There is no event ${quote(name)}.`,
  cure: suggest(name, eventNames, eventNames),
});
