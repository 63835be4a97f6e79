/** Where in a line marks stand that may end a sentence. */
interface Stop {
  /** Where the sentence began. */
  readonly start: number;
  /** Where the marks are. */
  readonly index: number;
  /** Where they end, with the brackets and quotation marks that follow. */
  readonly end: number;
  readonly marks: string;
}

/** Whether marks of a line, such as a full stop, end a sentence: not in `2.5`, in `e.g. this`, or after `Dr.` */
export const endsSentence = (line: string, { start, index, end, marks }: Stop): boolean => {
  // Scripts that write no spaces have marks of their own, which stand for nothing else.
  if (/[｡。．！？]/u.test(marks)) return true;
  if (!/\s/u.test(line.charAt(end))) return false;
  const next = /\S/u.exec(line.slice(end, end + lookAhead))?.[0] ?? "";
  const isLow = /\p{Ll}/u.test(next);
  // “Really?” she said; well... perhaps.
  if (isLow && (end > index + marks.length || /…|\.\./u.test(marks))) return false;
  if (marks !== ".") return true;
  return !isAbbreviated(line.slice(Math.max(start, index - lookBack), index), line.slice(end), isLow);
};

const lookAhead = 64;
const lookBack = 24;

/** After these more of the sentence always follows. */
const titles = new Set(
  "mr mrs ms mx dr prof st mt gen rep sen hon rev capt lt col sgt e.g eg i.e ie cf vs viz approx ca fig".split(
    " ",
  ),
);

/** These may end a sentence: then the next begins with a capital letter. */
const lowered = new Set("etc inc ltd co corp jr sr dept est min max tel ext ave blvd rd hrs al".split(" "));

/** What sentences begin with, more often than names do. */
const openers =
  /^\s+["'“‘(]?(?:the|an?|if|when|while|once|after|before|then|also|you|your|i|we|he|she|it|they|this|that|these|there|and|but|so|or|ask|say|tell|do|don[’']t|never|always|please|be|make|call|confirm|keep|use)\b/iu;

const isAbbreviated = (before: string, after: string, isLow: boolean): boolean => {
  const word = /[\p{L}\p{N}.]+$/u.exec(before)?.[0] ?? "";
  const lowWord = word.toLowerCase();
  if (titles.has(lowWord)) return true;
  if (lowered.has(lowWord)) return isLow;
  // No. 5, and the numbers of a list that is written in one line.
  if (lowWord === "no" || lowWord === "nos") return /^\s+\d/u.test(after.slice(0, lookAhead));
  if (/^\d{1,2}$/.test(word)) return /(?:^|[:;])\s*$/u.test(before.slice(0, -word.length));
  // U.S. and the like, and initials.
  const isShort = /^(?:\p{L}\.)+\p{L}$|^\p{Lu}$/u.test(word);
  return isShort && word !== "I" && (isLow || !openers.test(after.slice(0, lookAhead)));
};
