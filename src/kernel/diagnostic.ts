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

const displayWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += zeroWidth.test(character) ? 0 : doubleWidth.test(character) ? 2 : 1;
  return width;
};

const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const doubleWidth =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$/u;

/** Control characters would steer the terminal instead of showing. */
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\t]/gu, "\ufffd");
