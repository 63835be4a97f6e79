const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

const good = wordsOf(
  `amazing awesome brilliant delighted excellent fantastic friendly glad good great happy helpful impressed kind
  love loved lovely nice perfect pleased pleasure wonderful appreciate appreciated works worked satisfied superb`,
);
const bad = wordsOf(
  `angry annoyed annoying awful bad broken complain complaint disappointed disappointing disgusting dreadful
  frustrated frustrating furious hate hated horrible incompetent lied mad nonsense outrageous pathetic poor rude
  ridiculous sad scam stupid terrible unacceptable unhappy upset useless waste worse worst wrong`,
);
/** Said out of courtesy too: it takes two to tell. */
const courteous = wordsOf("thank thanks cheers grateful");
const turning = wordsOf(
  "not no never hardly isn't wasn't don't didn't doesn't can't won't couldn't without aren't ain't",
);

/** How whoever was called or called felt, by their words: a few English ones that tell it plainly. */
export const sentimentOf = (said: readonly string[]): "Positive" | "Neutral" | "Negative" => {
  const score = said.flatMap((text) => text.split(/[^\p{L}\p{M}\p{N}'’\s]+/u)).reduce(addScoreOf, 0);
  if (score < 0) return "Negative";
  return score > 1 ? "Positive" : "Neutral";
};

// Within a part of a sentence “not” turns what follows it soon: “not very good”.
const addScoreOf = (sum: number, part: string): number => {
  const words = part.toLowerCase().replaceAll("’", "'").split(/\s+/);
  let turnedUntil = -1;
  let score = sum;
  words.forEach((word, place) => {
    if (turning.has(word)) turnedUntil = place + 3;
    else if (courteous.has(word)) score += 1;
    else if (good.has(word) || bad.has(word)) score += good.has(word) === place <= turnedUntil ? -2 : 2;
  });
  return score;
};
