import type { Span } from "./problem.ts";
import type { SourceEntry, SourceNode } from "./source-tree.ts";

/** A tree whose every place lies so many units further on. */
export const shiftSource = (node: SourceNode, by: number): SourceNode => {
  const span = shiftSpan(node.span, by);
  if (node.kind === "list") return { ...node, span, items: node.items.map((item) => shiftSource(item, by)) };
  if (node.kind === "map") {
    const entries = node.entries.map(({ key, keySpan, value }): SourceEntry => ({
      key,
      keySpan: shiftSpan(keySpan, by),
      value: shiftSource(value, by),
    }));
    return { ...node, span, entries };
  }
  if (node.swallowed === undefined) return { ...node, span };
  return { ...node, span, swallowed: shiftSpan(node.swallowed, by) };
};

/** The same for a single stretch. */
export const shiftSpan = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
