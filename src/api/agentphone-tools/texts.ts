import type { List } from "./answers.ts";

/** A body as it came, indented. */
export const inFull = (body: unknown): string => JSON.stringify(body, null, 2);

/** How many there are and then each in a line, and the total where it is asked for; or the word for none. */
export const listed = <Item>(
  { data, total }: Pick<List<Item>, "data"> & Partial<List<Item>>,
  {
    noun,
    none,
    line,
  }: { readonly noun: string; readonly none: string; readonly line: (item: Item) => string },
  withTotal = false,
): string => {
  if (data.length === 0) return none;
  const lines = `${data.length} ${noun}:\n\n${data.map(line).join("\n")}`;
  return withTotal ? `${lines}\n\nTotal: ${total}` : lines;
};

/** Refuses a number that is not in E.164 form. */
export const requireE164 = (number: string): void => {
  if (!/^\+[1-9]\d{1,14}$/.test(number))
    throw new Error("Phone number must be in E.164 format, e.g. +14155551234");
};
