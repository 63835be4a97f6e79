import type { SourceNode, SourceText } from "../source/source-tree.ts";
import { scalarOf, schemaBelow } from "./schema-at.ts";

/** Visits every text of a tree together with the schema that judges it, as far as the schema reaches. */
export const walkFields = (
  node: SourceNode,
  schema: unknown,
  visit: (text: SourceText, schema: unknown) => void,
): void => {
  if (schema === undefined) return;
  if (node.kind === "text") return visit(node, scalarOf(schema));
  if (node.kind === "list") {
    for (const item of node.items) walkFields(item, schemaBelow(schema, 0), visit);
    return;
  }
  for (const { key, value } of node.entries) walkFields(value, schemaBelow(schema, key), visit);
};
