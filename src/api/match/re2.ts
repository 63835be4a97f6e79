import { RE2JS, RE2JSException } from "re2js";
import { type PatternEngine, takeEngine } from "./pattern.ts";

const flagValues: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** RE2's own: whoever imports it has patterns tested from then on. */
export const re2: PatternEngine = {
  compile: ({ source, flags }) =>
    RE2JS.compile(
      // A slash needs no backslash in RE2, but people are used to writing one.
      source.replaceAll("\\/", "/"),
      flags.split("").reduce((sum, flag) => sum | (flagValues[flag] ?? 0), 0),
    ),
  objection: (error) =>
    error instanceof RE2JSException ? error.message.replace(/^error parsing regexp: /, "") : undefined,
};

takeEngine(re2);

// Whoever has these from here has the engine loaded, too.
export { mistakeIn, objectionTo, testPattern } from "./pattern.ts";
