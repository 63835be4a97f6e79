import { lasting } from "./lasting.ts";

/** How many forms of one kind are kept. Readers come back to the latest of a list, and seldom to so many. */
const mostKept = 2_000;

const forgetters: ((source: object) => void)[] = [];

/**
 * Works a form out of something once for as long as that stays as it is: agents read the same rows over and over. Only
 * for forms that follow from what they are of and from nothing else. Forms are lasting.
 */
export const formOf = <Source extends object, Form extends object>(
  work: (source: Source) => Form,
): ((source: Source) => Form) => {
  let kept = new WeakMap<object, Form>();
  let count = 0;
  forgetters.push((source) => kept.delete(source));
  return (source) => {
    const known = kept.get(source);
    if (known !== undefined) return known;
    if (count >= mostKept) {
      kept = new WeakMap();
      count = 0;
    }
    const form = lasting(work(source));
    kept.set(source, form);
    count += 1;
    return form;
  };
};

/** Says that something has changed: its forms are worked out anew. */
export const hasChanged = (source: object): void => {
  for (const forget of forgetters) forget(source);
};
