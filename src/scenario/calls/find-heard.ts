import type { Condition } from "../../api/match/condition.ts";
import { fits } from "../../api/match/misses.ts";
import { firstGroup } from "../../api/match/pattern.ts";
import type { Said } from "./call-now.ts";

/** What is listened for: keys, words of some kind, or any words. */
export interface Wanted {
  readonly words?: Condition;
  readonly digits?: string;
}

/** The first of what was said that is wanted, if any is. */
export const findHeard = ({ words, digits }: Wanted, said: readonly Said[]): Said | undefined => {
  if (digits !== undefined) return findDigits(digits, said);
  return said.find(
    ({ text, isDigits }) => !isDigits && (words === undefined || fits(words, text, () => undefined)),
  );
};

/** What is kept of it: all of it, or what the first group of the pattern holds. */
export const keepOf = ({ words }: Wanted, { text }: Said): string =>
  words?.is === "pattern" ? (firstGroup(words, text) ?? text) : text;

/** Keys may be pressed one by one, in several turns. */
const findDigits = (digits: string, said: readonly Said[]): Said | undefined => {
  let pressed = "";
  for (const one of said.filter(({ isDigits }) => isDigits)) {
    if (one.text === digits) return one;
    pressed += one.text;
    if (pressed.endsWith(digits)) return { ...one, text: digits };
  }
  return undefined;
};
