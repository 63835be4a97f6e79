import { findingsOn } from "./lasting.ts";

/** An object as JSON, and what was found out about that text. */
export interface Written {
  /** The first object that read like this. It never changes again. */
  readonly value: object;
  readonly text: string;
  /** What an object that reads like this was checked by and found sound. */
  soundBy?: object;
}

// Whoever asked is written to right after the journal. What is kept for longer outlives its use, and moving it about
// costs more than writing it again.
let last: Written | undefined;

/** An object as JSON, worked out once for those who ask for it one after the other. Only for objects that never change again. */
export const jsonTextOf = (value: object): string => writtenOf(value).text;

/** The same, with what was found out about the text: an answer that is given again is what it was before. */
export const writtenOf = (value: object): Written => {
  if (last?.value !== value) last = write(value);
  return last;
};

type Field = readonly [name: string, items: readonly object[]];

const write = (value: object): Written => {
  const lists = Array.isArray(value) ? [] : listsOf(value as Readonly<Record<string, unknown>>);
  const [list] = lists;
  if (list === undefined) return { value, text: JSON.stringify(value) };
  const rest = JSON.stringify(withoutLists(value, lists));
  const [first] = list[1];
  const known = first && answers.get(first);
  if (known?.rest === rest && areSame(known.lists, lists)) return known.written;
  const written = { value, text: writeAnew(value, lists) };
  if (first !== undefined && lists.every(isAllLasting)) keep(first, { rest, lists, written });
  return written;
};

// Whoever waits for news reads the same list again and again: the latest answers are kept by what their list begins with.
const answers = new Map<object, Answer>();
const mostAnswers = 50;

interface Answer {
  /** All but the lists, as JSON. */
  readonly rest: string;
  readonly lists: readonly Field[];
  readonly written: Written;
}

const keep = (first: object, answer: Answer): void => {
  if (answers.size >= mostAnswers) answers.clear();
  for (const [, items] of answer.lists) Object.freeze(items);
  Object.freeze(answer.written.value);
  answers.set(first, answer);
};

// Most of an answer is often a list of things that have been written before.
const listsOf = (value: Readonly<Record<string, unknown>>): readonly Field[] => {
  const lists: Field[] = [];
  for (const name of Object.keys(value)) {
    const field = value[name];
    if (isListOfLasting(field)) lists.push([name, field]);
  }
  return lists;
};

const isListOfLasting = (field: unknown): field is readonly object[] =>
  Array.isArray(field) &&
  typeof field[0] === "object" &&
  field[0] !== null &&
  findingsOn(field[0]) !== undefined;

const isAllLasting = ([, items]: Field): boolean => items.every((item) => findingsOn(item) !== undefined);

// Their names stay, so that what is left tells where they stood.
const withoutLists = (value: object, lists: readonly Field[]): object => {
  const rest: Record<string, unknown> = { ...value };
  for (const [name] of lists) rest[name] = null;
  return rest;
};

const areSame = (left: readonly Field[], right: readonly Field[]): boolean =>
  left.length === right.length && left.every((list, place) => isSame(list, right[place]));

const isSame = ([name, items]: Field, other: Field | undefined): boolean =>
  name === other?.[0] &&
  items.length === other[1].length &&
  items.every((item, place) => item === other[1][place]);

const writeAnew = (value: object, lists: readonly Field[]): string => {
  let text = "";
  for (const [name, field] of Object.entries(value)) {
    const list = lists.find((one) => one[0] === name);
    const written =
      list === undefined ? JSON.stringify(field) : `[${list[1].map((item) => writeItem(item)).join(",")}]`;
    if (written !== undefined) text += `${text === "" ? "{" : ","}${JSON.stringify(name)}:${written}`;
  }
  return `${text}}`;
};

const writeItem = (item: object): string => {
  const findings = findingsOn(item);
  if (findings === undefined) return JSON.stringify(item) ?? "null";
  return (findings.text ??= JSON.stringify(item));
};
