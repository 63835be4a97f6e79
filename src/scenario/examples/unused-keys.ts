import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";

/** The keys of a file's rows that nothing uses. A name is a label and needs no other use. */
export const unusedKeys = (root: SourceNode, used: ReadonlySet<string>): Problem[] => {
  const rows = entryOf(root, "examples")?.value;
  const first = rows?.kind === "list" ? rows.items[0] : undefined;
  if (first?.kind !== "map") return [];
  return first.entries.flatMap(({ key, keySpan }): Problem[] => {
    if (key === "name" || used.has(key)) return [];
    const cure = `Write ${quote(`\${example.${key}}`)} where it belongs, or remove it from every row.`;
    return [{ code: "unused_example", message: `Nothing uses ${quote(key)}.`, cure, span: keySpan }];
  });
};
