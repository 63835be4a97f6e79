import { z } from "zod";
import type { Json } from "../../kernel/json.ts";
import { diagnoseIssues, suggest } from "../fields/diagnose-issues.ts";
import { integer } from "../fields/fields.ts";
import type { Misreading } from "../fields/scalar.ts";
import { isTiming } from "../item-schema.ts";
import type { EventMatcher } from "../../api/match/condition.ts";
import { readCondition } from "../match/read-condition.ts";
import { eventNames, eventShape } from "../match/shape.ts";
import type { ScenarioRule } from "../scenario.ts";
import type { Place } from "../source/line-index.ts";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf, toData } from "../source/source-tree.ts";
import type { SourceMap } from "../source/source-tree.ts";

/** A rule but for the steps that it sets going. */
export type RuleHead = Omit<ScenarioRule, "do" | "place">;

/** What reading a rule needs to know of the rest of the file. */
export interface RuleContext {
  readonly names: ReadonlySet<string>;
  readonly placeOf: (offset: number) => Place;
  readonly report: (problem: Problem) => void;
}

/** Reads an item that begins with `when`, but for the list under its `do`. Mistakes are reported. */
export const readRule = (item: SourceMap, context: RuleContext): RuleHead | undefined => {
  const when = entryOf(item, "when");
  if (when === undefined) return undefined;
  for (const { key, keySpan } of item.entries.filter(isTiming)) {
    const message = `A rule waits for an event and has no time of its own, so ${quote(key)} has no place here.`;
    context.report({
      code: "unknown_key",
      message,
      cure: `Put ${quote(key)} on a step under \`do\`.`,
      span: keySpan,
    });
  }
  const node = { ...item, entries: item.entries.filter((entry) => !isTiming(entry)) };
  const schema = ruleSchema(context.names);
  const parsed = schema.safeParse(toData(node));
  if (!parsed.success) {
    const checked = { node, schema, holder: when.keySpan, name: "a rule" };
    for (const problem of diagnoseIssues(parsed.error.issues, checked)) context.report(problem);
    return undefined;
  }
  const { line, column } = context.placeOf(when.keySpan.start);
  return { when: parsed.data.when, times: parsed.data.times, where: { line, column } };
};

const ruleSchema = (names: ReadonlySet<string>) =>
  z.strictObject({
    when: whenSchema(names).describe("the event to wait for"),
    times: integer("how often at most", 1, 1_000_000).default(1),
    do: z
      .array(z.unknown())
      .describe("the steps to take")
      .superRefine((items, context) => {
        if (items.length > 0) return;
        const params = { code: "invalid_value", cure: "Add a step, or remove the rule." };
        context.addIssue({ code: "custom", message: "This rule does nothing.", params });
      }),
  });

const whenSchema = (names: ReadonlySet<string>) =>
  z
    .custom<Json>((value) => value !== undefined)
    .transform((tree, context): EventMatcher => {
      const report = (path: readonly PropertyKey[], mistake: Misreading, atKey?: "atKey"): void => {
        const { code = "invalid_value", message, cure } = mistake;
        const params = { code, cure, atKey: atKey !== undefined };
        context.issues.push({ code: "custom", input: tree, path: [...path], message, params });
      };
      return readMatcher(tree, names, report) ?? z.NEVER;
    });

type Report = (path: readonly PropertyKey[], mistake: Misreading, atKey?: "atKey") => void;

/** Reads `{ message.received: { from: acme } }`. */
const readMatcher = (tree: Json, names: ReadonlySet<string>, report: Report): EventMatcher | undefined => {
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) {
    const isEvent = typeof tree === "string" && eventNames.some((name) => name === tree);
    const cure = isEvent
      ? `Write \`when: { ${tree}: {} }\`.`
      : "Write one such as `{ message.received: { to: inbox } }`.";
    report([], { code: "wrong_kind", message: "`when` must be a map with the name of an event.", cure });
    return undefined;
  }
  const [first, second] = Object.entries(tree);
  if (first === undefined || second !== undefined) {
    const message = first === undefined ? "`when` names no event." : "`when` names more than one event.";
    const cure =
      first === undefined
        ? "Write one such as `{ message.received: { to: inbox } }`."
        : "Write a `when` item for each.";
    report(second === undefined ? [] : [second[0]], { message, cure }, second && "atKey");
    return undefined;
  }
  const [written, fields] = first;
  const event = eventNames.find((name) => name === written);
  if (event === undefined) {
    const cure = suggest(written, eventNames, eventNames);
    report(
      [written],
      { code: "unknown_event", message: `There is no event ${quote(written)}.`, cure },
      "atKey",
    );
    return undefined;
  }
  const context = { names, references: false, report };
  return { event, condition: readCondition(fields, eventShape(event), [written], context) };
};
