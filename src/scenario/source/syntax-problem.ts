import { isScalar, visit } from "yaml";
import type { Document, YAMLError } from "yaml";
import type { Problem, ProblemCode } from "./problem.ts";

interface Wording {
  readonly code: ProblemCode;
  readonly message: string;
  readonly cure: string;
}

/** The parser's complaint as a sentence with a cure, placed where the mistake begins. */
export const syntaxProblem = (error: YAMLError, document: Document, text: string): Problem => {
  const [start, end] = error.pos;
  const worded = wordings.find(([pattern]) => pattern.test(`${error.code} ${error.message}`))?.[1];
  const wording = worded ?? fallback(error.message);
  if (/^Missing closing ["']quote/.test(error.message)) {
    const opened = openedQuote(document) ?? start;
    return { ...wording, span: { start: opened, end: opened + 1 } };
  }
  if (error.message.endsWith("same column")) {
    const indented = start + (/^ */.exec(text.slice(start, start + deepestIndent))?.[0].length ?? 0);
    return { ...wording, span: { start: indented, end: indented + 1 } };
  }
  return { ...wording, span: { start, end: Math.max(end, start + 1) } };
};

const deepestIndent = 200;

const fallback = (message: string): Wording => ({
  code: "syntax",
  message: `This is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, "")}.`,
  cure: "Look at the indentation and at missing quotes, commas or colons before this place.",
});

const syntax = (message: string, cure: string): Wording => ({ code: "syntax", message, cure });

const wordings: readonly (readonly [RegExp, Wording])[] = [
  [
    /^MULTIPLE_DOCS/,
    {
      code: "second_document",
      message: "A second document begins here, and a scenario file is one.",
      cure: "Remove the `---` or `...`, or move what follows to a file of its own.",
    },
  ],
  [
    /^TAB_AS_INDENT/,
    { code: "tab_indent", message: "A tab cannot indent in YAML.", cure: "Use spaces, two for each level." },
  ],
  [
    /^BLOCK_AS_IMPLICIT_KEY/,
    syntax(
      "A second colon with a space makes a map where only a value can stand.",
      "Quote the text if the colon belongs to it, or put the map on lines of its own.",
    ),
  ],
  [
    /^BAD_SCALAR_START/,
    syntax("A value cannot start with @, % or a backtick unquoted.", "Quote the text: '…'."),
  ],
  [
    /^MISSING_CHAR Implicit map keys/,
    syntax(
      "This line is neither `key: value` nor part of the value above.",
      "Put a colon and a space after the key, or indent and quote the text it continues.",
    ),
  ],
  [
    /^BAD_INDENT All mapping items/,
    syntax(
      "This key does not stand under the keys before it.",
      "Give all keys of one map the same indentation.",
    ),
  ],
  [
    /^BAD_INDENT All sequence items/,
    syntax(
      "This dash does not stand under the dashes before it.",
      "Give all items of one list the same indentation.",
    ),
  ],
  [
    /must be sufficiently indented and end with a|^BAD_INDENT Flow|^MISSING_CHAR Flow .* end with/i,
    syntax(
      "A brace or bracket opened before is not closed by here.",
      "Close it with } or ], and quote texts that hold brackets, commas or a # after a space.",
    ),
  ],
  [
    /^MISSING_CHAR Missing closing/,
    syntax("This quote is never closed.", "Close it; inside single quotes a quote is written twice: ''."),
  ],
  [
    /^BAD_DQ_ESCAPE/,
    syntax(
      "This backslash sequence means nothing inside double quotes.",
      "Use single quotes, in which a backslash is a backslash.",
    ),
  ],
  [
    /^MISSING_CHAR Missing , /,
    syntax(
      "A comma is missing between two entries.",
      "Put a comma between them, or quote the text they are part of.",
    ),
  ],
  [/^UNEXPECTED_TOKEN Unexpected ,/, syntax("There is nothing before this comma.", "Remove it.")],
];

/** The last quotation that was begun: the parser complains at its end, which is the end of the file. */
const openedQuote = (document: Document): number | undefined => {
  let opened: number | undefined;
  visit(document, (_key, node) => {
    if (isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE"))
      opened = node.range?.[0];
  });
  return opened;
};
