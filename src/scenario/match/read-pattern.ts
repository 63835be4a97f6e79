import { type Pattern, splitPattern } from "../../api/match/pattern.ts";
import { mistakeIn } from "../../api/match/re2.ts";
import type { Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";

/** Reads `/…/flags`, in RE2's syntax and with its flags i, m and s. */
export const readPattern = (text: string): Reading<Pattern> => {
  const pattern = splitPattern(text);
  const mistake = mistakeIn(pattern);
  if (mistake === undefined) return { value: pattern };
  return { code: "invalid_pattern", message: `${quote(text)} ${mistake.message}`, cure: mistake.cure };
};
