import { type SpokenDigits, spokenDigits } from "./spoken-digits.ts";

/** The shortest and the longest one-time codes. */
const [shortest, longest] = [4, 8];

/**
 * What may be a one-time code in something that was said: “eight three four, nine two one”, “8 3 4 9 2 1”, “double
 * five oh nine” and mixtures. Where it is not clear what belongs together everything is there, the longest first.
 */
export const spokenCodes = (speech: string): readonly string[] => {
  const codes = new Set(spokenDigits(speech).flatMap(codesInRun));
  return [...codes].toSorted((one, other) => other.length - one.length);
};

// A code begins and ends where a run does or may.
const codesInRun = (run: readonly SpokenDigits[]): readonly string[] =>
  run.flatMap((_, start) => (start === 0 || run[start - 1]?.mayEnd === true ? codesFrom(run, start) : []));

const codesFrom = (run: readonly SpokenDigits[], start: number): readonly string[] => {
  const codes: string[] = [];
  let code = "";
  for (let place = start; place < run.length && code.length < longest; place += 1) {
    const group = run[place];
    code += group?.digits ?? "";
    const isWhole = group?.mayEnd === true || place === run.length - 1;
    if (isWhole && code.length >= shortest && code.length <= longest) codes.push(code);
  }
  return codes;
};
