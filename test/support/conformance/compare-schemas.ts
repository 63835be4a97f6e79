import { type Document, resolve, type Schema } from "./phone-contract.ts";

/** The names of an object at one place of a schema, and which of them are always there. */
export interface Fields {
  readonly names: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  /** Other names may come too. */
  readonly open: boolean;
}

/** Every object within a schema by its place: `data.*.agentId`. Alternatives of one place are taken together. */
export const fieldsOf = (document: Document, schema: Schema): ReadonlyMap<string, Fields> => {
  const found = new Map<string, Fields>();
  collect(document, schema, "", found, 0);
  return found;
};

const collect = (
  document: Document,
  given: Schema,
  place: string,
  found: Map<string, Fields>,
  depth: number,
): void => {
  if (depth > 12) return;
  const schema = resolve<Schema>(document, given);
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    collect(document, one, place, found, depth + 1);
  }
  if (schema.items !== undefined) collect(document, schema.items, `${place}*.`, found, depth + 1);
  if (schema.properties === undefined) return;
  const before = found.get(place);
  const names = Object.keys(schema.properties);
  const required = schema.required ?? [];
  found.set(place, {
    names: new Set([...(before?.names ?? []), ...names]),
    required: new Set(before === undefined ? required : required.filter((name) => before.required.has(name))),
    open: typeof schema.additionalProperties === "object" || schema.additionalProperties === true,
  });
  for (const [name, field] of Object.entries(schema.properties)) {
    collect(document, field, `${place}${name}.`, found, depth + 1);
  }
};

/** Where one schema answers names that another does not know, or leaves out what that one always has. */
export const compareFields = (
  ours: ReadonlyMap<string, Fields>,
  theirs: ReadonlyMap<string, Fields>,
): readonly string[] =>
  [...theirs].flatMap(([place, { names, required }]) => {
    const own = ours.get(place);
    if (own === undefined) return [`${place || "(whole)"} is no object here`];
    const unknown = [...own.names].filter((name) => !names.has(name));
    const missing = [...required].filter((name) => !own.required.has(name));
    return [
      ...unknown.map((name) => `${place}${name} is not documented`),
      ...missing.map((name) => `${place}${name} is not always there`),
    ];
  });
