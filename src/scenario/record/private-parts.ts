/** A kind of thing that a recording never repeats. */
export type PrivateKind = "link" | "email" | "key" | "number" | "digits" | "name";

/** Something in a text that is to be replaced. */
interface PrivatePart {
  readonly kind: PrivateKind;
  readonly start: number;
  readonly text: string;
}

const kinds: readonly (readonly [PrivateKind, RegExp])[] = [
  ["link", /(?:https?|wss?|ftp):\/\/[^\s"<>]+|\bwww\.[^\s"<>]+|\b[\w-]+(?:\.[\w-]+)+\/[^\s"<>]+/giu],
  ["email", /[^\s@<>"(),;:]+@[^\s@<>"(),;:]+/gu],
  ["key", /\b(?:sk|pk|rk|ask|whsec|ghp|gho|xox[a-z]|eyJ)[_-]?[\w-]{6,}(?:\.[\w-]+)*/gu],
  // Letters and digits in one word, as codes, tokens and ids have them.
  ["key", /(?<![\p{L}\p{N}_])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9][\w-]{4,}/gu],
  // Ten digits and more, or a plus: a telephone's number, however it is written.
  ["number", /\+\d[\d\s().\-/]{4,}\d|\(?\d(?:[\s().\-/]{0,3}\d){9,}/gu],
  ["digits", /\d(?:[ -]?\d){3,}/gu],
];

const dates = /(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])/g;

/** What is taken is a gap to the kinds that follow. */
const gap = (part: string): string => "\n".repeat(part.length);

/** Everything private in a text by its form, in the order of the text; where two overlap the first kind has it. */
export const findPrivateParts = (text: string): readonly PrivatePart[] => {
  const found: PrivatePart[] = [];
  // Dates stay, so that the story goes on making sense.
  let rest = text.replaceAll(dates, gap);
  for (const [kind, pattern] of kinds) {
    rest = rest.replaceAll(pattern, (part, start: number) => {
      found.push({ kind, start, text: part });
      return gap(part);
    });
  }
  return found.toSorted((one, other) => one.start - other.start);
};

const name = String.raw`[,:]?\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)`;

const introductions = new RegExp(
  String.raw`\b(?:this is|my name is|name['’]s|I am|I['’]m|speaking is)${name}`,
  "giu",
);

const greetings = new RegExp(
  String.raw`\b(?:hello|hi|hey|dear|speaking (?:with|to)|thanks|thank you|bye|goodbye|mr|mrs|ms|dr|(?:table|booking|appointment|reservation|order|message) for|(?:the|under) name(?: of)?|on behalf of)\.?${name}`,
  "giu",
);

/** "See you on Sunday, Nina." */
const address = /\p{L},\s+(\p{Lu}[\p{L}'’-]+)(?=\s*[.!?…]|\s*$)/gu;

/** Words that follow "I am" and "hello" without being anybody's name. */
const noNames =
  /^(?:the|an?|not|no|yes|sorry|on|in|at|here|there|your|you|my|calling|going|interested|looking|just|still|very|so|fine|good|ok|okay|again|and|what|where|when|how|it|this|that|i|we|is|can|please|thanks|thank|great|perfect|nice|happy|glad|afraid|sure|well|morning|afternoon|evening|see|let|have|would|for|to|from|with|but|if|or|as|now|then|welcome|sir|madam|mister|miss|everyone|all|us|me|tomorrow|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)$/i;

const namesBy = (pattern: RegExp, text: string): readonly (readonly string[])[] =>
  Array.from(text.matchAll(pattern), ([, found = ""]) =>
    found
      .split(/\s+/)
      // The pattern is read in any case; a name still begins with a capital.
      .filter((word) => /^\p{Lu}/u.test(word) && word.length > 1 && !noNames.test(word)),
  );

/** The names by which somebody introduces themselves in a text, each as its words. */
export const findOwnNames = (text: string): readonly (readonly string[])[] => namesBy(introductions, text);

/** The names by which somebody is addressed or spoken of in a text, each as its words. */
export const findOtherNames = (text: string): readonly (readonly string[])[] => [
  ...namesBy(greetings, text),
  ...namesBy(address, text),
];

/** The words of all names in a text, as far as they are introduced. */
export const findNames = (text: string): readonly string[] =>
  [...findOwnNames(text), ...findOtherNames(text)].flat();
