import { nearestName } from "../../kernel/nearest-name.ts";
import { replaceReferences } from "../references/references.ts";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import type { SourceNode, SourceText } from "../source/source-tree.ts";
import type { ExampleRow } from "./read-rows.ts";

/** What filling in a row needs besides the tree. */
export interface Filling {
  /** Absent in files without examples, or whose examples are wrong. */
  readonly row?: ExampleRow;
  /** Whether the file has `examples` at all. */
  readonly hasExamples: boolean;
  /** The text of which spans are stretches. */
  readonly text: string;
  readonly report: (problem: Problem) => void;
  /** Told of each key of the row that something uses. */
  readonly onUse: (key: string) => void;
}

/** A tree in which every `${example.…}` is what a row says, with every place as it was. Keys are left alone. */
export const fillRow = (node: SourceNode, filling: Filling): SourceNode => {
  if (node.kind === "text") return node.text.includes("${") ? fillText(node, filling) : node;
  if (node.kind === "list") {
    const items = node.items.map((item) => fillRow(item, filling));
    return items.every((item, place) => item === node.items[place]) ? node : { ...node, items };
  }
  const entries = node.entries.map((entry) => {
    const value = fillRow(entry.value, filling);
    return value === entry.value ? entry : { ...entry, value };
  });
  return entries.every((entry, place) => entry === node.entries[place]) ? node : { ...node, entries };
};

const fillText = (node: SourceText, filling: Filling): SourceText => {
  let { flawed } = node;
  const text = replaceReferences(node.text, ({ written, name, closed }) => {
    const [group, ...rest] = name.split(".");
    if (group !== "example" || !closed) return undefined;
    const key = rest.join(".");
    const value = filling.row?.values.get(key);
    flawed ||= value === undefined ? key !== "name" || filling.row === undefined : value.flawed;
    if (value !== undefined || (key === "name" && filling.row !== undefined)) {
      filling.onUse(key);
      return value?.text ?? filling.row?.label;
    }
    if (!node.flawed) reportUnknown(written, key, node, filling);
    return undefined;
  });
  return text === node.text && flawed === node.flawed ? node : { ...node, text, flawed };
};

const reportUnknown = (written: string, key: string, { span }: SourceText, filling: Filling): void => {
  const { row, hasExamples, text, report } = filling;
  if (hasExamples && row === undefined) return;
  const inside = text.slice(span.start, span.end).indexOf(written);
  const start = span.start + inside;
  const place = inside === -1 ? span : { start, end: start + written.length };
  if (row === undefined) {
    const message = `${quote(written)} stands for a value of a row, but this file has no examples.`;
    const field = /^[A-Za-z][\w-]*$/.test(key) ? key : "digits";
    const cure = `Add \`examples: [{ ${field}: … }]\`, or write \`$\${\` for a literal \`\${\`.`;
    return report({ code: "unknown_name", message, cure, span: place });
  }
  const keys = [...row.values.keys()];
  const near = nearestName(key, keys);
  const cure =
    near === undefined ? `Rows have: ${keys.join(", ")}.` : `Did you mean ${quote(`\${example.${near}}`)}?`;
  return report({ code: "unknown_name", message: `No row has ${quote(key)}.`, cure, span: place });
};
