/** A pattern as data: RE2's syntax, with its flags i, m and s. */
export type Pattern = { readonly source: string; readonly flags: string };

/** What a compiled pattern finds in a text. */
interface Finding {
  find(): boolean;
  groupCount(): number;
  group(at: number): string | null;
}

/** A pattern made ready to be tested. */
export interface CompiledPattern {
  matcher(subject: string): Finding;
}

/** What compiles patterns. It is large and few need it, so it comes apart: import `re2.ts`, or pass the desk. */
export interface PatternEngine {
  /** Throws for what is no pattern. */
  compile(pattern: Pattern): CompiledPattern;
  /** What was thrown, as the rest of a sentence; undefined when it was thrown by something else. */
  objection(error: unknown): string | undefined;
}

/** Has patterns tested by an engine from now on. */
export const takeEngine = (taken: PatternEngine): void => {
  engine = taken;
};

let engine: PatternEngine | undefined;

const loadedEngine = (): PatternEngine => {
  if (engine === undefined) throw new Error("A pattern was used before api/match/re2.ts was loaded.");
  return engine;
};

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

const compiledOnce = (pattern: Pattern): CompiledPattern => {
  let compiled = compiledBefore.get(pattern);
  if (compiled === undefined) compiledBefore.set(pattern, (compiled = loadedEngine().compile(pattern)));
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
  const used = loadedEngine();
  try {
    used.compile(pattern);
    return undefined;
  } catch (error) {
    const objected = used.objection(error);
    if (objected === undefined) throw error;
    return objected;
  }
};

/** A rule meets many events. Whoever forgets the pattern's data forgets this, too. */
const compiledBefore = new WeakMap<Pattern, CompiledPattern>();
