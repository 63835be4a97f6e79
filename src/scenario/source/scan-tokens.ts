import { CST, Lexer } from "yaml";
import { overlaps } from "./problem.ts";
import type { Problem, Span } from "./problem.ts";
import { tokenTraps } from "./token-traps.ts";
import type { Repair, Token } from "./token-traps.ts";

/** The file without the traps found in its tokens: same length, so that every place stays true. */
export interface ScannedText {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** What was painted over. Nothing else is to be said about it. */
  readonly repaired: readonly Span[];
  /** So deep or so broken that the parser must not see it. */
  readonly unreadable: boolean;
  /** What the lexer made of the text, for the parser to go on from; absent when something was painted over. */
  readonly lexemes?: readonly string[];
}

const mostRounds = 20;
const mostProblems = 100;
const deepestFlow = 64;
const deepestIndent = 200;

/**
 * Reads the tokens of a file ahead of the parser: finds tags, anchors, aliases and text that YAML takes for
 * punctuation, paints them over so that the parser can go on to further mistakes, and refuses bottomless nesting,
 * on which the parser would run out of memory or stack.
 */
export const scanTokens = (source: string): ScannedText => {
  const problems: Problem[] = [];
  const repaired: Span[] = [];
  let text = source;
  for (let round = 0; round < mostRounds; round += 1) {
    const found = scanOnce(text);
    problems.push(
      ...found.problems.filter((problem) => !repaired.some((span) => overlaps(span, problem.span))),
    );
    repaired.push(...found.repairs.map((repair) => repair.span));
    text = paintOver(text, found.repairs);
    if (found.tooDeep || problems.length >= mostProblems)
      return { text, problems, repaired, unreadable: true };
    if (repaired.length === 0) return { text, problems, repaired, unreadable: false, lexemes: found.lexemes };
    if (!found.again) return { text, problems, repaired, unreadable: false };
  }
  return { text, problems, repaired, unreadable: true };
};

interface Scan {
  readonly lexemes: string[];
  readonly problems: Problem[];
  readonly repairs: Repair[];
  /** A repair changed how the rest is to be read. */
  again: boolean;
  tooDeep: boolean;
}

const scanOnce = (text: string): Scan => {
  const scan: Scan = { lexemes: [], problems: [], repairs: [], again: false, tooDeep: false };
  const depth = depthGuard();
  const trapIn = tokenTraps(text);
  for (const token of tokensOf(text, scan.lexemes)) {
    if (depth.exceededBy(token)) {
      scan.problems.push(tooDeep(token));
      scan.tooDeep = true;
      return scan;
    }
    const trap = trapIn(token);
    if (trap === undefined) continue;
    scan.problems.push(trap.problem);
    scan.repairs.push(trap.repair);
    scan.again = trap.rescan;
    if (trap.rescan || scan.problems.length >= mostProblems) return scan;
  }
  return scan;
};

const tooDeep = (token: Token): Problem => ({
  code: "too_deep",
  message: "This is nested deeper than any scenario needs.",
  cure: `Keep to ${deepestFlow} brackets or dashes inside one another and ${deepestIndent} columns of indentation.`,
  span: { start: token.start, end: token.start + 1 },
});

/** Lexemes with their places; the marks the lexer puts between them are left out. `lexemes` gets all there are. */
const tokensOf = function* (text: string, lexemes: string[]): Generator<Token> {
  let start = 0;
  let isScalar = false;
  for (const source of new Lexer().lex(text)) {
    lexemes.push(source);
    const type = isScalar ? "scalar" : CST.tokenType(source);
    if (!isScalar && (source === CST.DOCUMENT || source === CST.FLOW_END)) continue;
    if (!isScalar && source === CST.SCALAR) {
      isScalar = true;
      continue;
    }
    isScalar = false;
    yield { type, start, end: start + source.length };
    start += source.length;
  }
};

const depthGuard = (): { exceededBy(token: Token): boolean } => {
  let flow = 0;
  let indent = 0;
  let indicators = 0;
  let atLineStart = true;
  return {
    exceededBy({ type, start, end }) {
      if (type === "newline") {
        [indent, indicators, atLineStart] = [0, 0, true];
        return false;
      }
      if (type === "space" && atLineStart) indent = end - start;
      if (type === "space" || type === "comment") return false;
      atLineStart = false;
      if (type === "flow-map-start" || type === "flow-seq-start") flow += 1;
      if (type === "flow-map-end" || type === "flow-seq-end") flow = Math.max(0, flow - 1);
      const opensBlock = type === "seq-item-ind" || type === "explicit-key-ind" || type === "map-value-ind";
      if (flow === 0 && opensBlock) indicators += 1;
      return flow > deepestFlow || (flow === 0 && (indicators > deepestFlow || indent > deepestIndent));
    },
  };
};

const paintOver = (text: string, repairs: readonly Repair[]): string => {
  let painted = "";
  for (const { span, paint } of repairs.toSorted((left, right) => left.span.start - right.span.start)) {
    painted += text.slice(painted.length, span.start);
    painted += paint.repeat(Math.max(0, span.end - painted.length));
  }
  return painted + text.slice(painted.length);
};
