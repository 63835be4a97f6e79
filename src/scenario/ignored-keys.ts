import type { Diagnostic } from "../kernel/diagnostic.ts";
import { lineIndex } from "./source/line-index.ts";
import type { ProblemCode } from "./source/problem.ts";
import { readSource } from "./source/read-source.ts";
import { entryOf } from "./source/source-tree.ts";

/** What a scenario's file may say, and why nothing comes of it in a world that is up already. */
const reasons: Readonly<Record<string, string>> = {
  seed: "The world has its seed already.",
  clock: "The world has its clock already.",
  agent: "Nothing starts the agent of a scenario that is played in a running world.",
};

const code: ProblemCode = "key_ignored";

/** Warns of every key of a file that means nothing when its scenario is played in a world that is up. */
export const ignoredKeys = (text: string, file: string): Diagnostic[] => {
  const body = text.replace(/^\ufeff/, "");
  const placeOf = lineIndex(body);
  const { root } = readSource(body, placeOf);
  if (root === undefined) return [];
  return Object.entries(reasons).flatMap(([key, reason]) => {
    const entry = entryOf(root, key);
    if (entry === undefined) return [];
    const { line, column, lineText } = placeOf(entry.keySpan.start);
    const message = `\`${key}\` is passed over. ${reason}`;
    return [{ file, line, column, length: key.length, code, message, lineText }];
  });
};
