/** Where an offset lies: line and column counted from 1, and the line's text. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
  /** The included file that it lies in, as a path from the scenario's own file; absent for that one. */
  readonly file?: string;
}

const longestLineKept = 2000;

/** Finds line and column of any offset in a text, in logarithmic time. */
export const lineIndex = (text: string): ((offset: number) => Place) => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = lastAtMost(starts, Math.min(offset, text.length));
    const start = starts[line] ?? 0;
    const end = (starts[line + 1] ?? text.length + 1) - 1;
    const lineText = text.slice(start, Math.min(end, start + longestLineKept)).replace(/\r$/, "");
    return { line: line + 1, column: offset - start + 1, lineText };
  };
};

const lastAtMost = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};
