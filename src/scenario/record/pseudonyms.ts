import { findNames, findPrivateParts, type PrivateKind } from "./private-parts.ts";
import { familyNameAt, nameAt, numberAt, shapeAt } from "./stand-ins.ts";

/** What was replaced, by kind. */
export type Replaced = Readonly<Record<string, number>>;

const plural: Readonly<Record<PrivateKind, string>> = {
  link: "links",
  email: "email addresses",
  key: "keys and tokens",
  number: "numbers",
  digits: "codes and digits",
  name: "names",
};

/**
 * What stands in a recording for what may not be told. The same original has the same stand-in everywhere, and no stand-in
 * is an original of the same session. `hear` has to be told every text first.
 */
export class Pseudonyms {
  readonly #originals = new Set<string>();
  readonly #numbers = new Map<string, string>();
  readonly #others = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<PrivateKind, Set<string>>();
  /** How many of a kind were given out, or passed over. */
  readonly #places = new Map<string, number>();

  /** Learns what is private in a text, before anything is replaced. */
  hear(text: string): void {
    for (const part of findPrivateParts(text)) this.#originals.add(part.text).add(digitsOf(part.text));
    for (const name of findNames(text)) this.#originals.add(name.toLowerCase());
  }

  /** Learns of a code, a number or a name of the session, and whatever it is called. */
  know(original: string): void {
    this.#originals.add(original).add(original.toLowerCase()).add(digitsOf(original));
  }

  /** The fictional number that stands for one. */
  number(original: string, country = "US"): string {
    const make = (place: number): string => numberAt(country, place);
    return this.#find(this.#numbers, "number", numberKey(original), make, country);
  }

  /** The name that stands for one; whoever is new gets the next of the list. */
  name(original: string): string {
    return this.#find(this.#names, "name", original.toLowerCase(), nameAt);
  }

  /** The family name that stands for one. */
  familyName(original: string): string {
    return this.#find(this.#names, "name", original.toLowerCase(), familyNameAt, "family");
  }

  /** The next name of the list, for somebody of whom no other name is known yet. */
  newName(): string {
    return this.#next(nameAt, "name", [...this.#names.values()]);
  }

  /** Has a name stand for one, such as the one that goes with somebody's number. */
  alias(original: string, standIn: string): void {
    if (original === "" || this.#names.has(original.toLowerCase())) return;
    this.#names.set(original.toLowerCase(), standIn);
    this.#count("name", original.toLowerCase());
  }

  /** The code that stands for one: as long, and of digits. */
  code(original: string): string {
    return this.#find(this.#others, "digits", original, (place) => shapeAt(original, place));
  }

  /** Keys that were pressed: a choice of a menu stays, and from four digits on they are others. */
  keys(pressed: string): string {
    return digitsOf(pressed).length < 4 ? pressed : this.#digits(pressed);
  }

  /** A text with nothing private in it that can be told by its form, or that is known of the session. */
  scrub(text: string): string {
    let scrubbed = "";
    let end = 0;
    for (const { kind, start, text: part } of findPrivateParts(text)) {
      scrubbed += this.#scrubNames(text.slice(end, start)) + this.#standIn(kind, part);
      end = start + part.length;
    }
    return scrubbed + this.#scrubNames(text.slice(end));
  }

  /** How many different originals were replaced. */
  get replaced(): Replaced {
    return Object.fromEntries(
      [...this.#counts].map(([kind, found]): [string, number] => [plural[kind], found.size]),
    );
  }

  #standIn(kind: PrivateKind, part: string): string {
    if (kind === "number") return this.number(part);
    if (kind === "digits") return this.#digits(part);
    const forms: Partial<Record<PrivateKind, (place: number) => string>> = {
      link: (place) => `https://example.com/link-${place + 1}`,
      email: (place) => `${nameAt(place)}@example.com`,
    };
    return this.#find(this.#others, kind, part, forms[kind] ?? ((place) => shapeAt(part, place)));
  }

  /** Digits keep what stands between them, and mean the same however they are set. */
  #digits(part: string): string {
    const digits = this.code(digitsOf(part));
    let place = 0;
    return part.replaceAll(/\d/g, () => digits.charAt(place++));
  }

  #scrubNames(text: string): string {
    return text.replaceAll(/[\p{L}\p{N}_’'-]+/gu, (word) => {
      const [, stem = word, rest = ""] = /^(.*?)((?:['’]s)?)$/isu.exec(word) ?? [];
      const known = this.#names.get(stem.toLowerCase());
      if (known === undefined) return word;
      return (/^\p{Lu}/u.test(stem) ? known.charAt(0).toUpperCase() + known.slice(1) : known) + rest;
    });
  }

  #find(
    known: Map<string, string>,
    kind: PrivateKind,
    original: string,
    make: (place: number) => string,
    list: string = kind,
  ): string {
    const before = known.get(original);
    if (before !== undefined) return before;
    this.#count(kind, original);
    const standIn = this.#next(make, list, [...known.values()]);
    known.set(original, standIn);
    return standIn;
  }

  #next(make: (place: number) => string, list: string, taken: readonly string[]): string {
    for (;;) {
      const place = this.#places.get(list) ?? 0;
      this.#places.set(list, place + 1);
      const standIn = make(place);
      // A list that has run out begins again, rather than never to end.
      if (place > triesAtMost || !(this.#isOriginal(standIn) || taken.includes(standIn))) return standIn;
    }
  }

  #isOriginal(standIn: string): boolean {
    return [standIn, standIn.toLowerCase(), digitsOf(standIn)].some(
      (form) => form !== "" && this.#originals.has(form),
    );
  }

  #count(kind: PrivateKind, original: string): void {
    const found = this.#counts.get(kind) ?? new Set<string>();
    this.#counts.set(kind, found.add(original));
  }
}

const triesAtMost = 100_000;

/** What is the same however a number is written, with its country's code or without. Names that stand in its place are themselves. */
const numberKey = (number: string): string =>
  /[a-z@]/i.test(number) ? number.toLowerCase() : digitsOf(number).slice(-10);

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");
