import { entryOf } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";

/** Every name under which a scenario's steps save something or its expectations capture something. */
export const savedNames = (root: SourceNode): ReadonlySet<string> => {
  const names = new Set<string>();
  addSaved(entryOf(root, "script")?.value, names);
  const expected = entryOf(root, "expect")?.value;
  for (const item of expected?.kind === "list" ? expected.items : []) addCaptured(item, names);
  return names;
};

/** What a request asks, what it is answered and what a rule waits for may hold a `save` that means something else. */
const foreign: ReadonlySet<string> = new Set(["with", "answers", "when"]);

const addSaved = (node: SourceNode | undefined, names: Set<string>): void => {
  if (node?.kind === "list") for (const item of node.items) addSaved(item, names);
  if (node?.kind !== "map") return;
  for (const { key, value } of node.entries) {
    if (key === "save" && value.kind === "text") names.add(value.text);
    else if (!foreign.has(key)) addSaved(value, names);
  }
};

const addCaptured = (item: SourceNode, names: Set<string>): void => {
  const capture = entryOf(item, "capture")?.value;
  if (capture?.kind === "text") names.add(capture.text);
  if (capture?.kind === "map") for (const { key } of capture.entries) names.add(key);
};
