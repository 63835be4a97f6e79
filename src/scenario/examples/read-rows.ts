import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceEntry, SourceMap, SourceNode, SourceText } from "../source/source-tree.ts";

/** A row of `examples`: what `${example.…}` stands for in one of the scenarios of a file. */
export interface ExampleRow {
  /** Its `name`, or else its number, counted from 1. */
  readonly label: string;
  readonly values: ReadonlyMap<string, SourceText>;
}

const mostRows = 1000;

/** Reads the rows of a file; undefined when it has none or they cannot be used. Mistakes are reported. */
export const readRows = (
  root: SourceNode,
  report: (problem: Problem) => void,
): readonly ExampleRow[] | undefined => {
  const entry = entryOf(root, "examples");
  if (entry === undefined) return undefined;
  const problems = problemsOf(entry);
  problems.forEach(report);
  const { value } = entry;
  if (problems.length > 0 || value.kind !== "list") return undefined;
  const rows = value.items.filter((item) => item.kind === "map").map(toRow);
  return rows.length < value.items.length ? undefined : rows;
};

const toRow = (map: SourceMap, place: number): ExampleRow => {
  const texts = map.entries.flatMap(({ key, value }) =>
    value.kind === "text" ? [[key, value] as const] : [],
  );
  const values = new Map(texts);
  return { label: values.get("name")?.text ?? String(place + 1), values };
};

const form = "Write a list of maps, such as `[{ digits: 4 }, { digits: 8 }]`.";

const problemsOf = ({ keySpan, value }: SourceEntry): Problem[] => {
  const span = { start: value.span.start, end: value.span.start + 1 };
  if (value.kind === "text" && value.flawed) return [];
  if (value.kind !== "list") {
    const message = `\`examples\` must be a list of maps, but this is a ${value.kind}.`;
    return [{ code: "wrong_kind", message, cure: form, span }];
  }
  if (value.items.length === 0) {
    const message = "These examples have no rows, so there would be no scenario.";
    return [{ code: "invalid_value", message, cure: "Add a row, or leave `examples` out.", span: keySpan }];
  }
  if (value.items.length > mostRows) {
    const message = `These are ${value.items.length} rows, and a file may have ${mostRows}.`;
    return [{ code: "invalid_value", message, cure: "Split the file.", span: keySpan }];
  }
  const [first] = value.items;
  return [
    ...value.items.flatMap((row) => rowProblems(row, first)),
    ...twinLabels(value.items.filter((item) => item.kind === "map")),
  ];
};

const rowProblems = (row: SourceNode, first: SourceNode | undefined): Problem[] => {
  const span = { start: row.span.start, end: row.span.start + 1 };
  if (row.kind === "text" && row.flawed) return [];
  if (row.kind !== "map") {
    return [
      { code: "wrong_kind", message: `A row must be a map, but this is a ${row.kind}.`, cure: form, span },
    ];
  }
  const problems = row.entries.flatMap(valueProblems);
  if (first?.kind !== "map" || first === row) return problems;
  for (const { key } of first.entries) {
    if (key === "name" || entryOf(row, key) !== undefined) continue;
    const message = `This row has no ${quote(key)}, which the first one has.`;
    problems.push({ code: "missing_key", message, cure: `Add ${quote(`${key}: …`)}.`, span });
  }
  for (const { key, keySpan } of row.entries) {
    if (key === "name" || entryOf(first, key) !== undefined) continue;
    const message = `The first row has no ${quote(key)}, and all rows have the same keys.`;
    problems.push({
      code: "unknown_key",
      message,
      cure: "Add it to every row, or remove it.",
      span: keySpan,
    });
  }
  return problems;
};

const valueProblems = ({ key, keySpan, value }: SourceEntry): Problem[] => {
  if (!/^[A-Za-z][\w-]{0,63}$/.test(key)) {
    const message = `${quote(key)} cannot be the key of a row.`;
    const cure = "Write up to 64 letters, digits, - and _, and begin with a letter.";
    return [{ code: "invalid_name", message, cure, span: keySpan }];
  }
  if (value.kind !== "text") {
    const message = `${quote(key)} must be a text, but this is a ${value.kind}.`;
    const span = { start: value.span.start, end: value.span.start + 1 };
    return [{ code: "wrong_kind", message, cure: "Write a single value.", span }];
  }
  if (key === "name" && !value.flawed && value.text.trim() === "") {
    return [
      { code: "invalid_value", message: "This name is empty.", cure: "Leave it out.", span: value.span },
    ];
  }
  if (!/(?<!\$)\$\{\s*example\b/.test(value.text)) return [];
  const message = "A row cannot refer to rows.";
  return [{ code: "invalid_value", message, cure: "Write the value itself.", span: value.span }];
};

const twinLabels = (rows: readonly SourceMap[]): Problem[] => {
  const labels = new Set<string>();
  return rows.flatMap((row, place) => {
    const name = entryOf(row, "name")?.value;
    const label = name?.kind === "text" ? name.text : String(place + 1);
    if (!labels.has(label)) {
      labels.add(label);
      return [];
    }
    const message = `Another row is called ${quote(label)} already.`;
    const span = name?.span ?? { start: row.span.start, end: row.span.start + 1 };
    return [{ code: "name_taken", message, cure: "Give each row a name of its own.", span }];
  });
};
