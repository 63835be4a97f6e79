import { displayWidth } from "./display-width.ts";
import { printable } from "./printable.ts";

/** One mistake in a text somebody wrote: where it is, what is wrong and how to put it right. Data only. */
export type Diagnostic = {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units as editors do. */
  readonly column: number;
  /** How many units of the line the mistake covers; at least 1. */
  readonly length: number;
  /** A stable name of the kind of mistake. */
  readonly code: string;
  readonly message: string;
  /** What to write instead, as a sentence. */
  readonly cure?: string;
  /** The line itself, or its beginning when it is very long. */
  readonly lineText: string;
};

/** Prints a mistake for a terminal: place, code and sentence, then the line, a caret under the spot, and the cure. */
export const formatDiagnostic = (diagnostic: Diagnostic): string => {
  const { file, line, column, code, message, cure } = diagnostic;
  const lines = [`${file}:${line}:${column} ${code} ${message}`];
  const shown = excerpt(diagnostic);
  if (shown !== undefined) lines.push(`  ${shown.text}`, `  ${shown.marker}`);
  if (cure !== undefined) lines.push(`  ${cure}`);
  return lines.join("\n");
};

/** The line of a mistake with a caret under the spot, two lines in all; undefined where that would show nothing. */
export const excerptOf = (diagnostic: Diagnostic): string | undefined => {
  const shown = excerpt(diagnostic);
  return shown && `${shown.text}\n${shown.marker}`;
};

const widestExcerpt = 120;
const leadBeforeMistake = 60;

const excerpt = ({ lineText, column, length }: Diagnostic): { text: string; marker: string } | undefined => {
  const start = column - 1;
  if (lineText.trim() === "" || start > lineText.length) return undefined;
  const from = lineText.length <= widestExcerpt ? 0 : Math.max(0, start - leadBeforeMistake);
  const visible = lineText.slice(from, from + widestExcerpt);
  const before = visible.slice(0, start - from);
  const marked = visible.slice(start - from, start - from + length);
  const carets = "^".repeat(Math.max(1, displayWidth(marked)));
  return { text: printable(visible), marker: padding(before) + carets };
};

/** Tabs stay tabs, so that the caret lines up whatever the terminal makes of them. */
const padding = (before: string): string =>
  Array.from(before, (character) => (character === "\t" ? "\t" : " ".repeat(displayWidth(character)))).join(
    "",
  );
