import type { JsonObject } from "../../kernel/json.ts";
import type { EditorHint } from "../fields/editor-hint.ts";

/** `${example.…}` stands for whatever a row of `examples` says, so it may stand wherever a single value may. */
const placeholder = "\\$\\{ *example\\.";

/** A single value as JSON Schema. YAML has made numbers of `+14155550123`, `012345` and `10.00` before this is asked. */
export const scalarSchema = ({ words, pattern, cure, offers, number, flag }: EditorHint): JsonObject => {
  if (words !== undefined) return wordsSchema(words);
  const types = [
    "string",
    ...(number === undefined ? [] : ["number"]),
    ...(flag === undefined ? [] : ["boolean"]),
  ];
  return {
    type: types.length === 1 ? "string" : types,
    ...(pattern !== undefined && { pattern: `${pattern}|${placeholder}` }),
    ...(cure !== undefined && { errorMessage: cure }),
    ...(offers !== undefined && { examples: offers }),
    ...(number?.least !== undefined && { minimum: number.least }),
    ...(number?.most !== undefined && { maximum: number.most }),
  };
};

const wordsSchema = (words: readonly string[]): JsonObject => ({
  anyOf: [
    { enum: words.flatMap((word) => (String(Number(word)) === word ? [Number(word), word] : [word])) },
    { type: "string", pattern: placeholder },
  ],
});
