import type { Json } from "../../kernel/json.ts";
import type { Span } from "./problem.ts";

/** A scenario file as text, lists and maps, each knowing where it stands. Nothing is interpreted yet. */
export type SourceNode = SourceText | SourceList | SourceMap;

export interface SourceText {
  readonly kind: "text";
  readonly text: string;
  readonly span: Span;
  /** Its mistake has been reported: nothing more is to be said about it. */
  readonly flawed: boolean;
  /** The comment on the same line, when no space follows its `#` and it may have been meant as text. */
  readonly swallowed?: Span;
}

export interface SourceList {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
  readonly span: Span;
}

export interface SourceMap {
  readonly kind: "map";
  readonly entries: readonly SourceEntry[];
  readonly span: Span;
}

export interface SourceEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SourceNode;
}

/** The entry of a map, or undefined when the node is no map or has no such key. */
export const entryOf = (node: SourceNode | undefined, key: string): SourceEntry | undefined =>
  node?.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;

/** The keys of a map; none of anything else. */
export const keysOf = (node: SourceNode | undefined): string[] =>
  node?.kind === "map" ? node.entries.map(({ key }) => key) : [];

/** The node at the end of a path of keys and positions. */
export const nodeAt = (node: SourceNode, path: readonly PropertyKey[]): SourceNode | undefined => {
  let current: SourceNode | undefined = node;
  for (const step of path) {
    if (typeof step === "number") current = current?.kind === "list" ? current.items[step] : undefined;
    else current = entryOf(current, String(step))?.value;
  }
  return current;
};

/** The tree without places, as schemas want it. */
export const toData = (node: SourceNode): Json => {
  if (node.kind === "text") return node.text;
  if (node.kind === "list") return node.items.map(toData);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, toData(entry.value)]));
};
