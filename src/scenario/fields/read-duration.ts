import { quote } from "../source/quote.ts";
import type { Reading } from "./scalar.ts";

const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const longest = 36_500 * 86_400_000;

/** Reads a duration such as `500ms`, `19s` or `39m50s` as whole milliseconds. */
export const readDuration = (text: string): Reading<number> => {
  if (!/^(?:\d+(?:ms|s|m|h|d))+$/.test(text)) return misread(text);
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) {
    milliseconds += Number(amount) * (unitMilliseconds[unit ?? ""] ?? 0);
  }
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
  const cure = /^(?:\d+(?:ms|s|m|h|d))+$/.test(joined)
    ? `Write ${quote(joined)}.`
    : "Write whole numbers with units ms, s, m, h or d: 500ms, 19s, 39m50s.";
  return { message: `${quote(text)} is not a duration.`, cure };
};
