import { nearestNames } from "../../kernel/nearest-name.ts";
import type { Explanation } from "./codes/explanation.ts";
import { codeGroups } from "./explanations.ts";

/** A code's explanation, and where the code turns up. */
export interface FoundCode extends Explanation {
  readonly code: string;
  readonly group: string;
}

/** What a code means, in every group that has it: one code may mean one thing in a file and another in an answer. */
export const findCode = (written: string): readonly FoundCode[] => {
  const code = spelling(written);
  return codeGroups.flatMap(({ title: group, codes }) => {
    const explanation = Object.hasOwn(codes, code) ? codes[code] : undefined;
    return explanation === undefined ? [] : [{ code, group, ...explanation }];
  });
};

/** The codes that somebody may have meant, likeliest first; three at most. */
export const codesLike = (written: string): readonly string[] => {
  const wanted = spelling(written);
  const codes = new Set(codeGroups.flatMap((group) => Object.keys(group.codes)));
  const holding = [...codes].filter((code) => wanted.length > 2 && code.includes(wanted));
  return [...new Set([...nearestNames(wanted, codes), ...holding])].slice(0, 3);
};

const spelling = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
