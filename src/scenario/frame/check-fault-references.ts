import { checkReferences } from "../references/check-references.ts";
import type { Referable } from "../references/check-references.ts";
import type { Problem } from "../source/problem.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";

/** Finds references in what the faults of a file's frame answer that have no value before the first step. */
export const checkFaultReferences = (root: SourceNode, referable: Referable): Problem[] => {
  const known = { ...referable, saved: new Set<string>() };
  const look = (node: SourceNode | undefined): Problem[] => {
    if (node === undefined) return [];
    if (node.kind === "text") return node.flawed ? [] : checkReferences(node, known);
    const below = node.kind === "list" ? node.items : node.entries.map(({ value }) => value);
    return below.flatMap(look);
  };
  const faults = entryOf(root, "faults")?.value;
  return faults?.kind === "list" ? faults.items.flatMap((item) => look(entryOf(item, "answer")?.value)) : [];
};
