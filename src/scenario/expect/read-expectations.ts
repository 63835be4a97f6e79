import { checkFields } from "../check-fields.ts";
import type { FileWords } from "../check-fields.ts";
import { diagnoseIssues, suggest } from "../fields/diagnose-issues.ts";
import { eventNames, eventOfTime } from "../match/shape.ts";
import type { ScenarioExpectation } from "../scenario.ts";
import type { Place } from "../source/line-index.ts";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { toData } from "../source/source-tree.ts";
import type { SourceEntry, SourceMap, SourceNode } from "../source/source-tree.ts";
import { whereOf } from "../source/where-of.ts";
import type { ExpectationDefinition } from "./expectation-definition.ts";
import { expectations } from "./expectations.ts";

/** What reading expectations needs to know of the rest of the file. */
export interface ExpectationContext extends FileWords {
  readonly placeOf: (offset: number) => Place;
  readonly report: (problem: Problem) => void;
}

/** Reads the items under `expect`. Those with mistakes are reported and left out. */
export const readExpectations = (
  items: readonly SourceNode[],
  context: ExpectationContext,
): ScenarioExpectation[] => {
  const schemaOf = makeSchemas(context);
  return items.flatMap((item) => {
    const read = readExpectation(item, context, schemaOf);
    return read === undefined ? [] : [read];
  });
};

type SchemaOf = (found: Found) => ReturnType<ExpectationDefinition["schema"]>;

/** The schema of each kind of item. To make one costs more than to read an item by it, so it is made once for each key. */
const makeSchemas = (context: ExpectationContext): SchemaOf => {
  const { names, accounts, referable } = context;
  const words = {
    names,
    references: true,
    ...(accounts !== undefined && { accounts }),
    ...(referable !== undefined && { people: referable.people }),
  };
  const made = new Map<string, ReturnType<SchemaOf>>();
  return ({ entry: { key }, definition }) => {
    const schema = made.get(key) ?? definition.schema(key, words);
    made.set(key, schema);
    return schema;
  };
};

const readExpectation = (
  item: SourceNode,
  context: ExpectationContext,
  schemaOf: SchemaOf,
): ScenarioExpectation | undefined => {
  if (item.kind === "text" && item.flawed) return undefined;
  const found = item.kind === "map" ? findKind(item, context) : undefined;
  if (item.kind !== "map") context.report(noExpectation(item));
  if (found === undefined || item.kind !== "map") return undefined;
  const { entry } = found;
  const schema = schemaOf(found);
  const before = checkFields(item, schema, context);
  for (const problem of before) context.report(problem);
  const parsed = schema.safeParse(toData(item));
  if (!parsed.success) {
    const checked = { node: item, schema, holder: entry.keySpan, name: "an expectation" };
    for (const problem of diagnoseIssues(parsed.error.issues, checked)) context.report(problem);
    return undefined;
  }
  return { ...parsed.data, where: whereOf(context.placeOf(entry.keySpan.start)) };
};

interface Found {
  readonly entry: SourceEntry;
  readonly definition: ExpectationDefinition;
}

const options = ["times", "within", "capture"];

/** Finds the entry that says what is expected. An item has exactly one. */
const findKind = (item: SourceMap, context: ExpectationContext): Found | undefined => {
  const others = item.entries.filter(({ key }) => !options.includes(key));
  const [first, second] = others.flatMap((entry) => {
    const definition = definitionOf(entry.key);
    return definition === undefined ? [] : [{ entry, definition }];
  });
  if (second !== undefined) {
    const message = `This item expects two things, ${quote(first?.entry.key ?? "")} and ${quote(second.entry.key)}.`;
    const cure = "Begin a new item with a dash.";
    context.report({ code: "two_steps", message, cure, span: second.entry.keySpan });
    return undefined;
  }
  if (first !== undefined) return first;
  const [stranger] = others;
  context.report(stranger === undefined ? noExpectation(item) : unknownKind(stranger));
  return undefined;
};

const definitionOf = (key: string): ExpectationDefinition | undefined => {
  const name = eventNames.some((known) => known === key) ? "event" : key;
  return key === "event" ? undefined : expectations.find((definition) => definition.name === name);
};

const unknownKind = ({ key, keySpan }: SourceEntry): Problem => {
  const ofTime = eventOfTime(key);
  if (ofTime !== undefined) return { code: "not_available", ...ofTime, span: keySpan };
  const kinds = expectations.flatMap(({ name }) => (name === "event" ? [] : [name]));
  const known = [...eventNames, ...kinds];
  const message = `${quote(key)} is no event, and nothing else that can be expected.`;
  return { code: "unknown_event", message, cure: suggest(key, known, known), span: keySpan };
};

const noExpectation = (item: SourceNode): Problem => ({
  code: "wrong_kind",
  message: "This item says nothing that can be expected.",
  cure: "Write a map with the name of an event, such as `message.received: { to: inbox }`.",
  span: { start: item.span.start, end: item.span.start + 1 },
});
