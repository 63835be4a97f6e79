/** What a key takes: its tone and the pause after it. */
export const keyMs = 200;

/** Scripts written without spaces: two of their characters count as a word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/** The words of a text, as somebody would say them one after the other. */
export const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

/** How long a text takes to say, in milliseconds; at least one word's time. */
export const speechMs = (text: string, wordMs: number): number => {
  const tight = text.match(unspaced)?.length ?? 0;
  const spaced = wordsOf(text.replace(unspaced, " ")).length;
  return Math.max(1, spaced + Math.ceil(tight / 2)) * wordMs;
};

/** What of a text was said in so many milliseconds. */
export const heardOf = (text: string, milliseconds: number, wordMs: number): string => {
  const whole = speechMs(text, wordMs);
  if (milliseconds >= whole) return text;
  const words = wordsOf(text);
  if (words.length > 1) return words.slice(0, Math.floor((milliseconds / whole) * words.length)).join(" ");
  const characters = Array.from(text.trim());
  return characters.slice(0, Math.floor((milliseconds / whole) * characters.length)).join("");
};
