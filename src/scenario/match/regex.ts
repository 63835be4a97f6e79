import { RE2JS, RE2JSException } from "re2js";
import type { Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";

/** A pattern as data. */
export type Pattern = { readonly source: string; readonly flags: string };

/** Whether a text is written like a pattern: `/…/` with flags or without. */
export const looksLikePattern = (text: string): boolean => /^\/.+\/[a-z]*$/s.test(text);

/** Reads `/…/flags`, in RE2's syntax and with its flags i, m and s. */
export const readPattern = (text: string): Reading<Pattern> => {
  const end = text.lastIndexOf("/");
  const pattern = { source: text.slice(1, end), flags: text.slice(end + 1) };
  const [message, cure] = objectionTo(pattern) ?? [];
  if (message === undefined || cure === undefined) return { value: pattern };
  return { code: "invalid_pattern", message: `${quote(text)} ${message}`, cure };
};

/** Whether a pattern is found in a text. Takes time in proportion to the text, whatever the pattern. */
export const testPattern = (pattern: Pattern, subject: string): boolean =>
  compile(pattern).matcher(subject).find();

type Objection = readonly [message: string, cure: string];

const objectionTo = (pattern: Pattern): Objection | undefined => {
  if (!/^(?!.*(.).*\1)[ims]*$/.test(pattern.flags)) {
    return [`has the flags ${quote(pattern.flags)}.`, "Flags are i, m and s, each at most once."];
  }
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return [
      `is not a pattern in RE2's syntax: ${error.message.replace(/^error parsing regexp: /, "")}.`,
      "Look at its brackets, put \\ before signs that are meant; RE2 has no look-ahead and no reference back.",
    ];
  }
};

const flagValues: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

const compile = ({ source, flags }: Pattern): RE2JS =>
  RE2JS.compile(
    // A slash needs no backslash in RE2, but people are used to writing one.
    source.replaceAll("\\/", "/"),
    flags.split("").reduce((sum, flag) => sum | (flagValues[flag] ?? 0), 0),
  );
