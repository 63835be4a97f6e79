/** A line with its control characters but tabs replaced by a mark, so that no text from outside steers the terminal. */
export const printable = (line: string): string =>
  line.replaceAll(/[^\P{Cc}\t]|\p{Bidi_Control}/gu, "\ufffd");
