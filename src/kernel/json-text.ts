import { findingsOn } from "./lasting.ts";

// Whoever asked is written to right after the journal. What is kept for longer outlives its use, and moving it about
// costs more than writing it again.
let last: { readonly value: object; readonly text: string } | undefined;

/** An object as JSON, worked out once for those who ask for it one after the other. Only for objects that never change again. */
export const jsonTextOf = (value: object): string => {
  if (last?.value !== value) last = { value, text: write(value) };
  return last.text;
};

// Most of an answer is often a list of things that have been written before.
const write = (value: object): string => {
  if (Array.isArray(value) || !Object.values(value).some(isListOfLasting)) return JSON.stringify(value);
  let text = "";
  for (const [name, field] of Object.entries(value)) {
    const written = isListOfLasting(field) ? writeList(field) : JSON.stringify(field);
    if (written !== undefined) text += `${text === "" ? "{" : ","}${JSON.stringify(name)}:${written}`;
  }
  return `${text}}`;
};

const isListOfLasting = (field: unknown): field is readonly object[] =>
  Array.isArray(field) &&
  typeof field[0] === "object" &&
  field[0] !== null &&
  findingsOn(field[0]) !== undefined;

// Whoever waits for news reads the same list again and again: the latest lists are kept by what they begin with.
const lists = new Map<object, { readonly items: readonly object[]; readonly text: string }>();
const mostLists = 50;

const writeList = (items: readonly object[]): string => {
  const [first] = items;
  const known = first && lists.get(first);
  if (known?.items.length === items.length && items.every((item, place) => item === known.items[place]))
    return known.text;
  const text = `[${items.map(writeItem).join(",")}]`;
  if (first === undefined || !items.every((item) => findingsOn(item) !== undefined)) return text;
  if (lists.size >= mostLists) lists.clear();
  lists.set(first, { items, text });
  return text;
};

const writeItem = (item: object): string => {
  const findings = findingsOn(item);
  if (findings === undefined) return JSON.stringify(item) ?? "null";
  return (findings.text ??= JSON.stringify(item));
};
