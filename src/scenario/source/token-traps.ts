import type { CST } from "yaml";
import type { Problem, Span } from "./problem.ts";
import { quote, yamlQuote } from "./quote.ts";
import { valueExtent } from "./value-extent.ts";

/** A lexeme and where it stands. */
export interface Token {
  readonly type: ReturnType<typeof CST.tokenType>;
  readonly start: number;
  readonly end: number;
}

/** What to write over a mistake so that the rest of the file can be read. */
export interface Repair {
  readonly span: Span;
  readonly paint: "x" | " ";
}

/** A mistake seen in the tokens, how to paint it over, and whether the tokens after it must be read anew. */
export interface Trap {
  readonly problem: Problem;
  readonly repair: Repair;
  readonly rescan: boolean;
}

/** Watches the tokens of a text go by and answers the trap that each one springs. */
export const tokenTraps = (text: string): ((token: Token) => Trap | undefined) => {
  let flowDepth = 0;
  let flowStart = 0;
  let previous: Token | undefined;
  let beforePrevious: Token | undefined;
  let skipUntil = 0;
  const springs = (token: Token): Trap | undefined => {
    if (token.type === "tag") return tagTrap(text, token, flowDepth > 0);
    if (token.type === "anchor" || token.type === "alias") return referenceTrap(text, token);
    if (token.type === "directive-line") return directiveTrap(text, token);
    const secondColon = token.type === "map-value-ind" && beforePrevious?.type === "map-value-ind";
    if (secondColon && previous?.type === "scalar") return colonTrap(text, previous.start, flowDepth > 0);
    if (flowDepth > 0) return flowTrap(text, token, previous);
    return isFlowEnd(previous) && token.type === "scalar" ? bracketedTextTrap(text, flowStart) : undefined;
  };
  return (token) => {
    if (token.type === "space" || token.start < skipUntil) return undefined;
    const trap = springs(token);
    if (trap !== undefined) {
      skipUntil = trap.repair.span.end;
      if (trap.repair.span.start === token.start) beforePrevious = previous;
      previous = { type: trap.repair.paint === "x" ? "scalar" : "space", ...trap.repair.span };
      return trap;
    }
    if (isFlowStart(token)) {
      if (flowDepth === 0) flowStart = token.start;
      flowDepth += 1;
    } else if (isFlowEnd(token)) flowDepth = Math.max(0, flowDepth - 1);
    beforePrevious = previous;
    previous = token;
    return undefined;
  };
};

const isFlowStart = (token: Token): boolean =>
  token.type === "flow-map-start" || token.type === "flow-seq-start";
const isFlowEnd = (token: Token | undefined): boolean =>
  token?.type === "flow-map-end" || token?.type === "flow-seq-end";

const flowTrap = (text: string, token: Token, previous: Token | undefined): Trap | undefined => {
  if (isFlowStart(token) && previous?.type === "scalar") return unquotedTrap(text, previous.start);
  if (token.type === "scalar" && previous?.type === "map-value-ind" && text[token.start] === "/") {
    const end = valueExtent(text, token.start, { flow: true, comments: true });
    if (end > token.end) return unquotedTrap(text, token.start);
  }
  if (token.type !== "comment" || !/[}\]]/.test(text.slice(token.start, token.end))) return undefined;
  if (previous?.type === "map-value-ind") return hashTrap(text, token.start);
  const hugging = !/^#(?:\s|$)/.test(text.slice(token.start, token.start + 2));
  return previous?.type === "scalar" && hugging ? hashTrap(text, previous.start) : undefined;
};

const unquotedTrap = (text: string, start: number): Trap => {
  const span = { start, end: valueExtent(text, start, { flow: true, comments: true }) };
  const value = text.slice(span.start, span.end);
  const problem: Problem = {
    code: "unquoted_flow",
    message: `${quote(value)} stands unquoted inside braces or brackets, where YAML takes { } [ ] and , for its own.`,
    cure: `Quote it: ${yamlQuote(value)}.`,
    span,
  };
  return { problem, repair: { span, paint: "x" }, rescan: misleads(value) };
};

/** Whether the lexer, which read this as punctuation, has lost count of brackets, quotes or comments by it. */
const misleads = (value: string): boolean =>
  /["'#]/.test(value) || value.replaceAll(/[^{[]/g, "").length !== value.replaceAll(/[^}\]]/g, "").length;

const bracketedTextTrap = (text: string, start: number): Trap => {
  const span = { start, end: valueExtent(text, start, { flow: false, comments: true }) };
  const value = text.slice(span.start, span.end);
  const problem: Problem = {
    code: "unquoted_flow",
    message: `${quote(value)} begins with a bracket, so YAML takes it for a list or a map and not for text.`,
    cure: `Quote it: ${yamlQuote(value)}.`,
    span,
  };
  return { problem, repair: { span, paint: "x" }, rescan: false };
};

const colonTrap = (text: string, start: number, flow: boolean): Trap => {
  const span = { start, end: valueExtent(text, start, { flow, comments: true }) };
  const value = text.slice(span.start, span.end);
  const problem: Problem = {
    code: "unquoted_colon",
    message: `The second colon makes ${quote(value)} a map, where only a value can stand.`,
    cure: `Quote the text if the colon belongs to it: ${yamlQuote(value)}. Otherwise put the map on lines of its own.`,
    span,
  };
  return { problem, repair: { span, paint: "x" }, rescan: misleads(value) };
};

const hashTrap = (text: string, start: number): Trap => {
  const span = { start, end: valueExtent(text, start, { flow: true, comments: false }) };
  const value = text.slice(span.start, span.end);
  const problem: Problem = {
    code: "unquoted_hash",
    message: "A # after a space starts a comment, and this one swallows the closing bracket.",
    cure: `Quote the text if the # belongs to it: ${yamlQuote(value)}.`,
    span,
  };
  return { problem, repair: { span, paint: "x" }, rescan: true };
};

const tagTrap = (text: string, token: Token, flow: boolean): Trap => {
  const end = valueExtent(text, token.start, { flow, comments: true });
  const rest = text.slice(token.end, end).trim();
  const isText = rest !== "" && !/^[{["'|>&*]|:(?:\s|$)/.test(rest);
  const span = { start: token.start, end: isText ? end : token.end };
  const problem: Problem = {
    code: "tag",
    message: `${quote(text.slice(token.start, token.end))} is a YAML tag, and scenario files have no tags.`,
    cure: `If the ! belongs to the text, quote it: ${yamlQuote(text.slice(span.start, span.end))}. Otherwise remove it.`,
    span: { start: token.start, end: token.end },
  };
  return { problem, repair: { span, paint: isText ? "x" : " " }, rescan: false };
};

const referenceTrap = (text: string, token: Token): Trap => {
  const written = text.slice(token.start, token.end);
  const isAlias = token.type === "alias";
  const span = { start: token.start, end: token.end };
  const problem: Problem = {
    code: isAlias ? "alias" : "anchor",
    message: `${quote(written)} is a YAML ${isAlias ? "alias" : "anchor"}, and scenario files have none.`,
    cure: isAlias
      ? `If it is meant as text, quote it: ${yamlQuote(written)}. Otherwise write out what it stands for.`
      : `If the & belongs to the text, quote the text. Otherwise remove ${quote(written)}.`,
    span,
  };
  return { problem, repair: { span, paint: isAlias ? "x" : " " }, rescan: false };
};

const directiveTrap = (text: string, token: Token): Trap => {
  const span = { start: token.start, end: token.end };
  const problem: Problem = {
    code: "directive",
    message: `${quote(text.slice(token.start, token.end))} is a YAML directive, and scenario files have none.`,
    cure: "Remove the line.",
    span,
  };
  return { problem, repair: { span, paint: " " }, rescan: false };
};
