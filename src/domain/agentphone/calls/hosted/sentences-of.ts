import { endsSentence } from "./ends-sentence.ts";

/** What begins an item of a list, or a heading. */
const bullet = /^\s*(?:[-+*•‣▪◦·–—]\s+|\d{1,3}[.)]\s+|#{1,6}\s+)+/u;

/** Marks that end sentences, with the brackets, quotation marks and emphasis that they close. */
const stop = /([.!?…｡。．！？‼⁇⁈⁉؟۔।॥።]+)["'”’»)\]}*_」』）】〉》]*/gu;

/** The sentences of a text in their order and as they are written. New lines and list items begin new ones. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/[\r\n\u2028\u2029\u0085]+/)
    .flatMap((line) => sentencesOfLine(line.replace(bullet, "")))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));

const sentencesOfLine = (line: string): readonly string[] => {
  const sentences: string[] = [];
  let start = 0;
  for (const { 0: closed, 1: marks = "", index } of line.matchAll(stop)) {
    const end = index + closed.length;
    if (!endsSentence(line, { start, index, end, marks })) continue;
    sentences.push(line.slice(start, end).trim());
    start = end;
  }
  return [...sentences, line.slice(start).trim()];
};
