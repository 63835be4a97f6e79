const closerOf: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const pattern = /\/(?:\\.|[^/\\\n])+\/[a-z]*(?=[\s,}\]]|$)/y;

/** How a value ends that should have been quoted. */
export interface ExtentOptions {
  /** Inside a flow collection a comma or a closing bracket of that collection ends it. */
  readonly flow: boolean;
  /** A comment ends it, too, unless the comment is taken for text. */
  readonly comments: boolean;
}

/**
 * Guesses where a value was meant to end that starts at `start` and holds characters YAML reads as punctuation:
 * brackets inside it count as text as long as they pair up. Never goes past the line.
 */
export const valueExtent = (text: string, start: number, options: ExtentOptions): number => {
  pattern.lastIndex = start;
  if (pattern.test(text)) return pattern.lastIndex;
  const open: string[] = [];
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\n") break;
    if (options.comments && character === "#" && /[ \t]/.test(text[at - 1] ?? "")) break;
    const closer = closerOf[character];
    if (closer !== undefined) open.push(closer);
    else if (character === open.at(-1)) open.pop();
    else if (options.flow && (character === "}" || character === "]")) break;
    else if (options.flow && character === "," && open.length === 0) break;
  }
  return trimmedEnd(text, start, at);
};

const trimmedEnd = (text: string, start: number, end: number): number => {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? "")) last -= 1;
  return last;
};
