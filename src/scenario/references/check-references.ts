import { nearestName } from "../../kernel/nearest-name.ts";
import type { Misreading } from "../fields/scalar.ts";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import type { SourceText } from "../source/source-tree.ts";
import { environmentName } from "./fill-environment.ts";
import { fakerMistake } from "./faker-value.ts";
import { referencesIn } from "./references.ts";
import type { Reference } from "./references.ts";

/** What a file's references can mean. */
export interface Referable {
  readonly text: string;
  readonly people: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  /** The names under which its steps save and its expectations capture something. */
  readonly saved: ReadonlySet<string>;
}

/** Finds references in a text that can never have a value. `own` are names that the step itself gives a meaning. */
export const checkReferences = (
  field: SourceText,
  known: Referable,
  own: readonly string[] = [],
): Problem[] => placed(field, known.text, (reference) => mistakeIn(reference, known, own));

/** Finds references in a URL or a command other than those to the environment. `text` is the files' text. */
export const checkEnvironment = (field: SourceText, text: string): Problem[] =>
  placed(field, text, ({ written, name, closed }) => {
    if (!closed) return notClosed(written);
    if (environmentName.test(name)) return undefined;
    const message = `${quote(written)} has no value in a URL or a command, which are used before anything happens.`;
    return { message, cure: `Write \`\${env.NAME}\` for a variable of the environment. ${literal}` };
  });

/** Finds references to faker and the environment in texts of the frame, where no reference has a value. */
export const checkFrameText = (field: SourceText, text: string): Problem[] =>
  placed(field, text, ({ written, name }) => {
    if (name.startsWith("env.")) return elsewhereThanInUrls(written);
    if (!name.startsWith("faker.")) return undefined;
    const message = `${quote(written)} has no value here: it is read in steps and expectations.`;
    return { message, cure: `Write the text itself. ${literal}` };
  });

/** The mistakes of a text's references, each where the reference stands. */
const placed = (
  field: SourceText,
  text: string,
  mistakeOf: (reference: Reference) => Misreading | undefined,
): Problem[] =>
  referencesIn(field.text).flatMap((reference) => {
    const mistake = mistakeOf(reference);
    if (mistake === undefined) return [];
    const { code = "invalid_value", message, cure } = mistake;
    const inside = text.slice(field.span.start, field.span.end).indexOf(reference.written);
    const start = field.span.start + inside;
    const span = inside === -1 ? field.span : { start, end: start + reference.written.length };
    return [{ code, message, cure, span }];
  });

const literal = "Write `$${` for a literal `${`.";

const notClosed = (written: string): Misreading => ({
  message: `${quote(written)} is not closed.`,
  cure: `Add a }. ${literal}`,
});

const elsewhereThanInUrls = (written: string): Misreading => ({
  message: `${quote(written)} depends on the machine, and a story must be the same everywhere.`,
  cure: "The environment can be used in URLs and commands only. Write the value itself.",
});

const mistakeIn = (
  { written, name, closed }: Reference,
  known: Referable,
  own: readonly string[],
): Misreading | undefined => {
  if (!closed) return notClosed(written);
  const [first = "", second = "", third] = name.split(".");
  if (first === "faker") return fakerMistake(name);
  if (first === "env") return elsewhereThanInUrls(written);
  if (first === "people" || first === "lines" || first === "agents")
    return partyMistake(written, first, second, third, known);
  if (own.includes(name) || known.saved.has(first)) return undefined;
  const all = [...own, ...known.saved];
  const near = nearestName(first, all);
  const cure =
    near !== undefined
      ? `Did you mean ${quote(`\${${near}}`)}?`
      : `Save it with \`save: ${/^[A-Za-z][\w-]*$/.test(first) ? first : "code"}\` in an otp or a request. ${literal}`;
  return { code: "unknown_name", message: `No step of this file saves ${quote(first)}.`, cure };
};

/** What can be said of an entry; the first is what is usually meant. */
const parts = { people: ["number"], lines: ["number", "id"], agents: ["id"] } as const;

const partyMistake = (
  written: string,
  group: keyof typeof parts,
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
        : `Did you mean ${quote(`\${${group}.${near}.${parts[group][0]}}`)}?`;
    return { code: "unknown_name", message: `This file has no ${quote(name)} under ${group}.`, cure };
  }
  if (parts[group].some((part) => part === field)) return undefined;
  const cure = `Write ${quote(`\${${group}.${name}.${parts[group][0]}}`)}.`;
  return { message: `${quote(written)} does not say what of ${quote(name)} is meant.`, cure };
};
