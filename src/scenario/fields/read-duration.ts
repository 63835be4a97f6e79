import { parseDuration } from "../../kernel/duration.ts";
import { quote } from "../source/quote.ts";
import type { Reading } from "./scalar.ts";

const longest = 36_500 * 86_400_000;

/** Reads a duration such as `500ms`, `19s` or `39m50s` as whole milliseconds. */
export const readDuration = (text: string): Reading<number> => {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) return misread(text);
  if (milliseconds > longest) {
    return { message: `${quote(text)} is longer than a hundred years.`, cure: "Write a shorter duration." };
  }
  return { value: milliseconds };
};

const misread = (text: string): Reading<number> => {
  if (/^\d+$/.test(text)) {
    return {
      message: `${quote(text)} is a number without a unit.`,
      cure: `Write ${quote(`${text}s`)} for seconds.`,
    };
  }
  const joined = text.replaceAll(/\s/g, "").toLowerCase();
  const cure =
    parseDuration(joined) !== undefined
      ? `Write ${quote(joined)}.`
      : "Write whole numbers with units ms, s, m, h or d: 500ms, 19s, 39m50s.";
  return { message: `${quote(text)} is not a duration.`, cure };
};
