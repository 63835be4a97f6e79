import { entryOf, keysOf } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";

/** The accounts that a file's steps can ask as: its own and the default one. */
export const accountNames = (root: SourceNode): ReadonlySet<string> =>
  new Set(["default", ...keysOf(entryOf(root, "accounts")?.value)]);

/** The names of a file's faults, those that steps set too. */
export const faultNames = (root: SourceNode): ReadonlySet<string> => {
  const names = new Set<string>();
  const note = (fault: SourceNode): void => {
    const name = entryOf(fault, "name")?.value;
    if (name?.kind === "text") names.add(name.text);
  };
  const look = (list: SourceNode | undefined): void => {
    for (const item of list?.kind === "list" ? list.items : []) {
      const fault = entryOf(item, "fault")?.value;
      if (fault !== undefined) note(fault);
      look(entryOf(item, "do")?.value);
    }
  };
  const frame = entryOf(root, "faults")?.value;
  if (frame?.kind === "list") frame.items.forEach(note);
  look(entryOf(root, "script")?.value);
  return names;
};
