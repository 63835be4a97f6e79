import type { Problem } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import { entryOf } from "./source/source-tree.ts";
import type { SourceEntry, SourceNode } from "./source/source-tree.ts";

/** Every name under `people` and `lines`, whether the rest of its entry is right or not. */
export const namesIn = (root: SourceNode): ReadonlySet<string> =>
  new Set(partiesIn(root).map(({ key }) => key));

/** Finds names and numbers that two of the file's people and lines share. */
export const checkPeople = (root: SourceNode): Problem[] => {
  const problems: Problem[] = [];
  const names = new Set<string>();
  const holders = new Map<string, string>();
  for (const { key, keySpan, value } of partiesIn(root)) {
    if (names.has(key)) {
      const message = `${quote(key)} is the name of a person and of a line.`;
      problems.push({ code: "name_taken", message, cure: "Rename one of them.", span: keySpan });
    }
    names.add(key);
    const number = entryOf(value, "number")?.value;
    if (number?.kind !== "text" || number.flawed) continue;
    const holder = holders.get(number.text);
    if (holder !== undefined) {
      const message = `${quote(number.text)} already belongs to ${quote(holder)}.`;
      problems.push({ code: "number_taken", message, cure: "Give each its own number.", span: number.span });
    }
    holders.set(number.text, key);
  }
  return problems;
};

const partiesIn = (root: SourceNode): SourceEntry[] =>
  ["people", "lines"].flatMap((key) => {
    const map = entryOf(root, key)?.value;
    return map?.kind === "map" ? map.entries : [];
  });
