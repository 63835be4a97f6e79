import type { SpokenTurn } from "./call-reading.ts";

/** What is to be heard: exactly this, a part of it, or a pattern. Nothing in particular: anything. */
export type HeardWish = string | RegExp | { readonly contains?: string };

/** Whether something that was said, or pressed, is as wished. */
export const fits = (wish: HeardWish, { text }: SpokenTurn): boolean => {
  if (typeof wish === "string") return text === wish;
  // Unlike `test`, it does not remember where it was.
  if (wish instanceof RegExp) return text.search(wish) >= 0;
  return text.includes(wish.contains ?? "");
};

/** Says that something was not heard, why no longer waited for, and what was heard instead. */
export const tellUnheard = (wish: HeardWish, heard: readonly SpokenTurn[], why: string): string => {
  const wanted = tellWish(wish);
  const said =
    heard.length === 0
      ? "The agent said nothing since."
      : `The agent said ${heard.map(({ text }) => `“${text}”`).join(", ")}.`;
  return `${wanted} was not heard: ${why} ${said}`;
};

const tellWish = (wish: HeardWish): string => {
  if (typeof wish === "string") return `“${wish}”`;
  if (wish instanceof RegExp) return String(wish);
  return wish.contains === undefined ? "Anything" : `Something with “${wish.contains}”`;
};
