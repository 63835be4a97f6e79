/** The sentences that are there, one after the other; undefined when none is. */
export const joinSentences = (...sentences: readonly (string | undefined)[]): string | undefined => {
  const said = sentences.filter((sentence) => sentence !== undefined);
  return said.length === 0 ? undefined : said.join(" ");
};
