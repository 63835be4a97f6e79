import { callingCode } from "../../kernel/numbers/calling-code.ts";

type Grouping = readonly [head: RegExp, ...groups: readonly number[]];

// How each plan is read aloud: the first row whose head and length fit decides. An own table, because loading
// libphonenumber takes longer than the whole start of ringback, and a number on a line must be shown without waiting.
const groupings: Readonly<Record<string, readonly Grouping[]>> = {
  "1": [[/^/, 3, 3, 4]],
  "31": [
    [/^6/, 1, 8],
    [/^[1-578][0-35-9]/, 2, 3, 4],
  ],
  "33": [[/^/, 1, 2, 2, 2, 2]],
  "34": [[/^/, 3, 2, 2, 2]],
  "44": [
    [/^2/, 2, 4, 4],
    [/^(1(1|.1)|3)/, 3, 3, 4],
    [/^[17]/, 4, 6],
  ],
  "49": [
    [/^(32|30|40|69|89)/, 2, 8],
    [/^32/, 2, 9],
    [/^221/, 3, 7],
  ],
  "55": [
    [/^/, 2, 4, 4],
    [/^..9/, 2, 5, 4],
  ],
  "61": [
    [/^1[38]00/, 4, 3, 3],
    [/^[2378]/, 1, 4, 4],
    [/^4/, 3, 3, 3],
  ],
  "64": [
    [/^[3479]/, 1, 3, 4],
    [/^2/, 2, 3, 4],
  ],
  "65": [[/^/, 4, 4]],
  "81": [
    [/^[36]/, 1, 4, 4],
    [/^[789]0/, 2, 4, 4],
    [/^/, 2, 3, 4],
  ],
};

/** A number as people write it abroad, `+1 212 555 0186`: plus, calling code, groups, with single spaces only. */
export const displayNumber = (e164: string): string => {
  const digits = e164.slice(1);
  const code = callingCode(digits);
  const national = digits.slice(code.length);
  const fitting = groupings[code]?.find(
    ([head, ...groups]) =>
      head.test(national) && groups.reduce((sum, size) => sum + size, 0) === national.length,
  );
  const sizes =
    fitting === undefined ? plainGroups(national.length) : (fitting.slice(1) as readonly number[]);
  return [`+${code}`, ...split(national, sizes)].join(" ");
};

const plainGroups = (length: number): readonly number[] =>
  length <= 4 ? (length === 0 ? [] : [length]) : [3, ...plainGroups(length - 3)];

const split = (digits: string, sizes: readonly number[]): readonly string[] => {
  const [size, ...rest] = sizes;
  return size === undefined ? [] : [digits.slice(0, size), ...split(digits.slice(size), rest)];
};
