import * as z from "zod";
import { checkFields } from "../check-fields.ts";
import type { FileWords } from "../check-fields.ts";
import { diagnoseIssues } from "../fields/diagnose-issues.ts";
import { integer } from "../fields/fields.ts";
import { isTiming } from "../item-schema.ts";
import { eventMatcher } from "../match/read-event-matcher.ts";
import type { ScenarioRule } from "../scenario.ts";
import type { Place } from "../source/line-index.ts";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf, toData } from "../source/source-tree.ts";
import type { SourceMap } from "../source/source-tree.ts";
import { whereOf } from "../source/where-of.ts";

/** A rule but for the steps that it sets going. */
export type RuleHead = Omit<ScenarioRule, "do" | "place">;

/** What reading a rule needs to know of the rest of the file. */
export interface RuleContext extends FileWords {
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
  for (const problem of checkFields(node, schema, context)) context.report(problem);
  const parsed = schema.safeParse(toData(node));
  if (!parsed.success) {
    const checked = { node, schema, holder: when.keySpan, name: "a rule" };
    for (const problem of diagnoseIssues(parsed.error.issues, checked)) context.report(problem);
    return undefined;
  }
  return {
    when: parsed.data.when,
    times: parsed.data.times,
    where: whereOf(context.placeOf(when.keySpan.start)),
  };
};

const schemas = new WeakMap<ReadonlySet<string>, ReturnType<typeof makeRuleSchema>>();

/** The schema of a rule in a file with these names; what its steps are is not asked here. Made once for each file. */
export const ruleSchema = (names: ReadonlySet<string>): ReturnType<typeof makeRuleSchema> => {
  const schema = schemas.get(names) ?? makeRuleSchema(names);
  schemas.set(names, schema);
  return schema;
};

const makeRuleSchema = (names: ReadonlySet<string>) =>
  z.strictObject({
    when: eventMatcher("when", { names, references: true }).describe("the event to wait for"),
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
