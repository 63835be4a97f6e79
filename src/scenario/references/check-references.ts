import { nearestName } from "../../kernel/nearest-name.ts";
import type { Misreading } from "../fields/scalar.ts";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import type { SourceNode, SourceText } from "../source/source-tree.ts";
import { referencesIn } from "./references.ts";
import type { Reference } from "./references.ts";

/** What a file's references can mean. */
export interface Referable {
  readonly text: string;
  readonly people: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  /** The names under which its steps save something. */
  readonly saved: ReadonlySet<string>;
}

/** Finds references in a text that can never have a value. `own` are names that the step itself gives a meaning. */
export const checkReferences = (
  field: SourceText,
  known: Referable,
  own: readonly string[] = [],
): Problem[] =>
  referencesIn(field.text).flatMap((reference) => {
    const mistake = mistakeIn(reference, known, own);
    if (mistake === undefined) return [];
    const { code = "invalid_value", message, cure } = mistake;
    const inside = known.text.slice(field.span.start, field.span.end).indexOf(reference.written);
    const start = field.span.start + inside;
    const span = inside === -1 ? field.span : { start, end: start + reference.written.length };
    return [{ code, message, cure, span }];
  });

/** Every name under which a step of these saves something. */
export const savedNames = (node: SourceNode | undefined): ReadonlySet<string> => {
  const names = new Set<string>();
  const look = (at: SourceNode): void => {
    if (at.kind === "list") at.items.forEach(look);
    if (at.kind !== "map") return;
    for (const { key, value } of at.entries) {
      if ((key === "otp" || key === "request") && value.kind === "map") {
        const save = value.entries.find((entry) => entry.key === "save")?.value;
        if (save?.kind === "text") names.add(save.text);
      }
      if (key === "do") look(value);
    }
  };
  if (node !== undefined) look(node);
  return names;
};

const mistakeIn = (
  { written, name, closed }: Reference,
  known: Referable,
  own: readonly string[],
): Misreading | undefined => {
  const literal = "Write `$${` for a literal `${`.";
  if (!closed) return { message: `${quote(written)} is not closed.`, cure: `Add a }. ${literal}` };
  const [first = "", second = "", third] = name.split(".");
  if (first === "faker" || first === "env") {
    return { code: "not_available", message: `${quote(written)} is not available yet.`, cure: literal };
  }
  if (first === "people" || first === "lines") return partyMistake(written, first, second, third, known);
  if (own.includes(name) || known.saved.has(first)) return undefined;
  const all = [...own, ...known.saved];
  const near = nearestName(first, all);
  const cure =
    near !== undefined
      ? `Did you mean ${quote(`\${${near}}`)}?`
      : `Save it with \`save: ${/^[A-Za-z][\w-]*$/.test(first) ? first : "code"}\` in an otp or a request. ${literal}`;
  return { code: "unknown_name", message: `No step of this file saves ${quote(first)}.`, cure };
};

const partyMistake = (
  written: string,
  group: "people" | "lines",
  name: string,
  field: string | undefined,
  known: Referable,
): Misreading | undefined => {
  const names = known[group];
  if (!names.has(name)) {
    const near = nearestName(name, names);
    const cure =
      near === undefined
        ? `Add it to \`${group}\`.`
        : `Did you mean ${quote(`\${${group}.${near}.number}`)}?`;
    return { code: "unknown_name", message: `This file has no ${quote(name)} under ${group}.`, cure };
  }
  if (field === "number") return undefined;
  const cure = `Write ${quote(`\${${group}.${name}.number}`)}.`;
  return { message: `${quote(written)} does not say what of ${quote(name)} is meant.`, cure };
};
