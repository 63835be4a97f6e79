import { objectionTo } from "../../api/match/pattern.ts";
import type { Pattern } from "../../api/match/pattern.ts";
import type { Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";

/** Whether a text is written like a pattern: `/…/` with flags or without. */
export const looksLikePattern = (text: string): boolean => /^\/.+\/[a-z]*$/s.test(text);

/** Reads `/…/flags`, in RE2's syntax and with its flags i, m and s. */
export const readPattern = (text: string): Reading<Pattern> => {
  const end = text.lastIndexOf("/");
  const pattern = { source: text.slice(1, end), flags: text.slice(end + 1) };
  const [message, cure] = mistakeIn(pattern) ?? [];
  if (message === undefined || cure === undefined) return { value: pattern };
  return { code: "invalid_pattern", message: `${quote(text)} ${message}`, cure };
};

const mistakeIn = (pattern: Pattern): readonly [message: string, cure: string] | undefined => {
  if (!/^(?!.*(.).*\1)[ims]*$/.test(pattern.flags)) {
    return [`has the flags ${quote(pattern.flags)}.`, "Flags are i, m and s, each at most once."];
  }
  const objection = objectionTo(pattern);
  if (objection === undefined) return undefined;
  return [
    `is not a pattern in RE2's syntax: ${objection}.`,
    "Look at its brackets, put \\ before signs that are meant; RE2 has no look-ahead and no reference back.",
  ];
};
