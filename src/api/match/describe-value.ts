import type { Json } from "../../kernel/json.ts";
import type { ShowValue } from "./matcher-definition.ts";

const longestShown = 200;

/** A value as a report shows it: texts between quotation marks, long ones cut. */
export const describeValue: ShowValue = (value) =>
  typeof value === "string" ? `“${cut(value, longestShown)}”` : describeOther(value);

/** The same with a name before each number that somebody has: `acme (+14155550123)`. */
export const describeWithNames =
  (nameOf: (number: string) => string | undefined): ShowValue =>
  (value) => {
    if (typeof value !== "string") return describeOther(value);
    const name = nameOf(value);
    return name === undefined ? describeValue(value) : `${name} (${value})`;
  };

const longestBare = 120;

/** A value in one line of plain words: only texts of several words stand between quotation marks. */
export const describeBare: ShowValue = (value) => {
  if (typeof value !== "string") return describeOther(value);
  const shown = cut(value, longestBare);
  return /^[^\s“”]+$/.test(value) ? shown : `“${shown}”`;
};

const describeOther = (value: Exclude<Json, string> | undefined): string => {
  if (value === undefined) return "absent";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "a map" : String(value);
};

/** In one line: a report is read line by line. */
const cut = (text: string, most: number): string => {
  const line = text.replaceAll("\r", "\\r").replaceAll("\n", "\\n");
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};
