import { RE2JS, RE2JSException } from "re2js";

/** A pattern as data: RE2's syntax, with its flags i, m and s. */
export type Pattern = { readonly source: string; readonly flags: string };

/** Whether a text is written like a pattern: `/…/` with flags or without. */
export const looksLikePattern = (text: string): boolean => /^\/.+\/[a-z]*$/s.test(text);

/** Takes a text apart that is written like a pattern. */
export const splitPattern = (text: string): Pattern => {
  const end = text.lastIndexOf("/");
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
};

/** Whether a pattern is found in a text. Takes time in proportion to the text, whatever the pattern. */
export const testPattern = (pattern: Pattern, subject: string): boolean =>
  compiledOnce(pattern).matcher(subject).find();

/** What the first group of a pattern holds where it is found in a text; undefined when it has none or is not found. */
export const firstGroup = (pattern: Pattern, subject: string): string | undefined => {
  const found = compiledOnce(pattern).matcher(subject);
  return found.find() && found.groupCount() > 0 ? (found.group(1) ?? undefined) : undefined;
};

const compiledOnce = (pattern: Pattern): RE2JS => {
  let compiled = compiledBefore.get(pattern);
  if (compiled === undefined) compiledBefore.set(pattern, (compiled = compile(pattern)));
  return compiled;
};

/** Why a pattern cannot be used, as the rest of a sentence about it, and the cure; undefined when it can. */
export const mistakeIn = (
  pattern: Pattern,
): { readonly message: string; readonly cure: string } | undefined => {
  const { flags } = pattern;
  if (!/^(?!.*(.).*\1)[ims]*$/.test(flags)) {
    const shown = flags.length > 60 ? `${flags.slice(0, 59)}…` : flags;
    return { message: `has the flags \`${shown}\`.`, cure: "Flags are i, m and s, each at most once." };
  }
  const objection = objectionTo(pattern);
  if (objection === undefined) return undefined;
  const cure =
    "Look at its brackets, put \\ before signs that are meant; RE2 has no look-ahead and no reference back.";
  return { message: `is not a pattern in RE2's syntax: ${objection}.`, cure };
};

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

/** A rule meets many events. Whoever forgets the pattern's data forgets this, too. */
const compiledBefore = new WeakMap<Pattern, RE2JS>();

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
