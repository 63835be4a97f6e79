const units = "zero one two three four five six seven eight nine".split(" ");
const teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const otherZeros = ["oh", "o", "nought", "naught", "nil"];

/** The digits that a word stands for. */
const numbers: ReadonlyMap<string, string> = new Map([
  ...units.map((word, digit) => [word, `${digit}`] as const),
  ...otherZeros.map((word) => [word, "0"] as const),
  ...teens.map((word, place) => [word, `${place + 10}`] as const),
  ...tens.map((word, place) => [word, `${place + 2}0`] as const),
]);

/** How often the digit after a word is meant. */
const repeats: ReadonlyMap<string, number> = new Map([
  ["double", 2],
  ["triple", 3],
  ["treble", 3],
]);

/** Digits that were said as one word or number. */
export interface SpokenDigits {
  readonly digits: string;
  /** The word, or the number as it is written. */
  readonly word: string;
  /** What is said next may be something else: there was a pause, or it is said in another way. */
  readonly mayEnd: boolean;
}

/** The digits that were said in a row, with nothing but spaces, hyphens and pauses between them: row by row. */
export const spokenDigits = (speech: string): readonly (readonly SpokenDigits[])[] => {
  const rows: SpokenDigits[][] = [[]];
  let times = 1;
  for (const [token] of speech
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}']+|[^\p{L}\p{N}']+/gu)) {
    const row = rows.at(-1) ?? [];
    const digits = /^\d+$/.test(token) ? token : numbers.get(token);
    if (digits !== undefined) {
      add(row, { digits: digits.repeat(digits.length === 1 ? times : 1), word: token, mayEnd: false });
      times = 1;
    } else if (repeats.has(token)) times = repeats.get(token) ?? 1;
    else if (/^[\s\p{Pd}]+$/u.test(token)) continue;
    else if (/^[\s\p{Pd},.;…]+$/u.test(token)) letEnd(row);
    else {
      if (row.length > 0) rows.push([]);
      times = 1;
    }
  }
  return rows.filter((row) => row.length > 0);
};

const add = (row: SpokenDigits[], said: SpokenDigits): void => {
  const last = row.at(-1);
  if (last !== undefined && belongsTo(last, said)) {
    // Twenty-one is 21, and not 20 and 1.
    row[row.length - 1] = { ...said, digits: `${last.digits.charAt(0)}${said.digits}` };
    return;
  }
  if (last !== undefined && isOtherwise(last, said)) letEnd(row);
  row.push(said);
};

const belongsTo = (last: SpokenDigits, { word, digits }: SpokenDigits): boolean =>
  !last.mayEnd && tens.includes(last.word) && units.indexOf(word) > 0 && digits.length === 1;

// “Oh, 8349” and “this one 8349”: not every zero and one is a digit. And who says 834921 has said all of it.
const isOtherwise = (last: SpokenDigits, said: SpokenDigits): boolean =>
  [last, said].some(
    ({ word, digits }) => otherZeros.includes(word) || (digits === word && word.length > 3),
  ) || (last.word === last.digits) !== (said.word === said.digits);

const letEnd = (row: SpokenDigits[]): void => {
  const last = row.at(-1);
  if (last !== undefined) row[row.length - 1] = { ...last, mayEnd: true };
};
