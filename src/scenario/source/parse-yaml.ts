import { Composer, Lexer, Parser, YAMLParseError } from "yaml";
import type { CST, Document } from "yaml";

/**
 * The first document of a text, with the parser's complaints about it. Duplicate keys are found by the tree's builder:
 * the parser would compare each key with all others. Whoever has read the lexemes already hands them in.
 */
export const parseYaml = (text: string, lexemes?: Iterable<string>): Document => {
  const composer = new Composer({
    schema: "failsafe",
    version: "1.2",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const tokens = tokensOf(lexemes ?? new Lexer().lex(text));
  let first: Document | undefined;
  for (const document of composer.compose(tokens, true, text.length)) {
    if (first !== undefined) {
      const [start, end] = document.range;
      first.errors.push(
        new YAMLParseError([start, end], "MULTIPLE_DOCS", "Source contains multiple documents"),
      );
      break;
    }
    first = document;
  }
  if (first === undefined) throw new Error("The parser found no document, not even an empty one.");
  return first;
};

const tokensOf = function* (lexemes: Iterable<string>): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of lexemes) yield* parser.next(lexeme);
  yield* parser.end();
};
