import { buildSource } from "./build-source.ts";
import type { Place } from "./line-index.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Problem } from "./problem.ts";
import { scanTokens } from "./scan-tokens.ts";
import type { SourceNode } from "./source-tree.ts";
import { syntaxProblem } from "./syntax-problem.ts";

/** The tree of a file and its mistakes so far. Without a root the file is too broken to say more about it. */
export interface ReadSource {
  readonly root?: SourceNode;
  readonly problems: readonly Problem[];
  /** Where the first mistake in the syntax stands: from this line on the tree is guesswork. */
  readonly brokenFrom?: number;
}

const largestFile = 256 * 1024;

/** Reads the text of a scenario file (without byte-order mark) as strict YAML in which every scalar is its text. */
export const readSource = (text: string, placeOf: (offset: number) => Place): ReadSource => {
  const refusal = refused(text);
  if (refusal !== undefined) return { problems: [refusal] };
  const scanned = scanTokens(text);
  if (scanned.unreadable) return { problems: scanned.problems };
  const document = parseYaml(scanned.text, scanned.lexemes);
  const complaints = [...document.errors, ...document.warnings].map((error) =>
    syntaxProblem(error, document, scanned.text),
  );
  const brokenFrom = startOfFirstLine(complaints, placeOf);
  const found: Problem[] = [];
  const root = buildSource(document.contents, {
    text: scanned.text,
    repaired: scanned.repaired,
    report: (problem) => found.push(problem),
    lineOf: (offset) => placeOf(offset).line,
  });
  const problems = [
    ...scanned.problems,
    ...firstOfEachLine(complaints, placeOf),
    ...found.filter(({ span }) => brokenFrom === undefined || span.end < brokenFrom),
  ];
  if (root.kind === "map")
    return brokenFrom === undefined ? { root, problems } : { root, problems, brokenFrom };
  if (problems.length > 0) return { problems };
  return { problems: [root.span.start === root.span.end ? emptyFile : notAMap(root)] };
};

const startOfFirstLine = (
  problems: readonly Problem[],
  placeOf: (offset: number) => Place,
): number | undefined => {
  const first = problems.reduce((least, { span }) => Math.min(least, span.start), Number.POSITIVE_INFINITY);
  return problems.length === 0 ? undefined : first - placeOf(first).column + 1;
};

const refused = (text: string): Problem | undefined => {
  if (text.length > largestFile) {
    const message = "This file is larger than 256 kilobytes.";
    return {
      code: "too_large",
      message,
      cure: "Split it into several scenarios.",
      span: { start: 0, end: 1 },
    };
  }
  if (text.trim() === "") return emptyFile;
  const start = text.search(unprintable);
  if (start === -1) return undefined;
  const number = (text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    code: "unprintable_character",
    message: `Here stands the character U+${number}, which no YAML file may hold.`,
    cure:
      number === "000D"
        ? "Save the file with LF or CRLF line ends."
        : "Remove it, save the file as UTF-8, or write it as an escape inside double quotes.",
    span: { start, end: start + 1 },
  };
};

/** Control characters, half characters and lone carriage returns; all else YAML allows. */
const unprintable = /[^\P{Cc}\t\n\r\u0085]|\p{Cs}|[\ufffe\uffff]|\r(?!\n)/u;

const emptyFile: Problem = {
  code: "empty_file",
  message: "This file is empty.",
  cure: "A scenario needs at least `version: 1` and `name: …`.",
  span: { start: 0, end: 1 },
};

const notAMap = (root: SourceNode): Problem => ({
  code: "wrong_kind",
  message: `A scenario file is a map of keys such as version, name and script, but this is ${root.kind === "list" ? "a list" : "a text"}.`,
  cure: "Begin with `version: 1`.",
  span: { start: root.span.start, end: root.span.start + 1 },
});

/** One mistake makes the parser complain several times: of each line the first place counts, and there the last word. */
const firstOfEachLine = (problems: readonly Problem[], placeOf: (offset: number) => Place): Problem[] => {
  const lines = new Map<number, Problem>();
  for (const problem of problems) {
    const { line } = placeOf(problem.span.start);
    const known = lines.get(line);
    if (known === undefined || problem.span.start <= known.span.start) lines.set(line, problem);
  }
  return [...lines.values()];
};
