import { RE2JS, RE2JSException } from "re2js";

/** A pattern as data: RE2's syntax, with its flags i, m and s. */
export type Pattern = { readonly source: string; readonly flags: string };

/** Whether a pattern is found in a text. Takes time in proportion to the text, whatever the pattern. */
export const testPattern = (pattern: Pattern, subject: string): boolean =>
  compile(pattern).matcher(subject).find();

/** What RE2 has against a pattern, or undefined when it can be used. */
export const objectionTo = (pattern: Pattern): string | undefined => {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSException) return error.message.replace(/^error parsing regexp: /, "");
    throw error;
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
