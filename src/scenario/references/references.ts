import type { Json } from "../../kernel/json.ts";

/** Finds `$${`, and `${…}` whether it is closed or not. */
const marks = /\$\$\{|\$\{([^}]*)(\}?)/g;

/** A `${…}` in a text: what stands between its braces, and whether it is closed. */
export interface Reference {
  readonly written: string;
  readonly name: string;
  readonly closed: boolean;
}

/** Every reference of a text. */
export const referencesIn = (text: string): Reference[] =>
  Array.from(text.matchAll(marks)).flatMap(([written, name, end]) =>
    name === undefined ? [] : [{ written, name: name.trim(), closed: end === "}" }],
  );

/** Whether a text is known only when it is used. */
export const hasReference = (text: string): boolean => referencesIn(text).length > 0;

/** A text with each reference replaced by what is told for it, if anything is. `$${` stays as it is. */
export const replaceReferences = (text: string, told: (reference: Reference) => string | undefined): string =>
  text.replaceAll(marks, (written: string, name: string | undefined, end: string) =>
    name === undefined ? written : (told({ written, name: name.trim(), closed: end === "}" }) ?? written),
  );

/** A text with every reference replaced by its value, and `$${` by a literal `${`. */
export const fillText = (text: string, valueOf: (reference: Reference) => string): string =>
  text.includes("${")
    ? text.replaceAll(marks, (written: string, name: string | undefined, end: string) =>
        name === undefined ? "${" : valueOf({ written, name: name.trim(), closed: end === "}" }),
      )
    : text;

/** A value whose texts are all filled so. A map in which there is nothing to fill comes back as the same object. */
export const fillReferences = (value: Json, valueOf: (reference: Reference) => string): Json => {
  if (typeof value === "string") return fillText(value, valueOf);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => fillReferences(item, valueOf));
  if (typeof value !== "object" || value === null || !Object.values(value).some(mayChange)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, fillReferences(item, valueOf)] as const);
  return Object.fromEntries(entries);
};

const mayChange = (value: Json): boolean =>
  typeof value === "string" ? value.includes("${") : typeof value === "object";
