import { posix } from "node:path";
import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceNode, SourceText } from "../source/source-tree.ts";

/** A file that another one includes, and the text that says so. */
export interface IncludedPath {
  /** Absolute, or from the folder of the scenario's own file. */
  readonly path: string;
  readonly said: SourceText;
}

/** What a file includes, in its order. `from` is the path of that file. Mistakes are reported. */
export const includedPaths = (
  root: SourceNode,
  from: string,
  report: (problem: Problem) => void,
): IncludedPath[] => {
  const value = entryOf(root, "include")?.value;
  if (value === undefined) return [];
  const items = value.kind === "list" ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === "text" && item.flawed) return [];
    const problem = mistakeIn(item);
    if (problem !== undefined) report(problem);
    if (problem !== undefined || item.kind !== "text") return [];
    return [{ path: resolvePath(item.text, from), said: item }];
  });
};

const mistakeIn = (item: SourceNode): Problem | undefined => {
  const span = { start: item.span.start, end: item.span.start + 1 };
  const cure = "Write a path such as `common.yaml`, or a list of paths.";
  if (item.kind !== "text") {
    const message = `${quote("include")} names files, but this is a ${item.kind}.`;
    return { code: "wrong_kind", message, cure, span };
  }
  if (item.text.trim() === "") {
    return { code: "invalid_value", message: "This path is empty.", cure, span: item.span };
  }
  if (!item.text.includes("${")) return undefined;
  const message = "A path cannot hold references: files are read before anything has a value.";
  return { code: "invalid_value", message, cure: "Write the path itself.", span: item.span };
};

const resolvePath = (written: string, from: string): string => {
  const path = written.replaceAll("\\", "/");
  return posix.isAbsolute(path) || /^[A-Za-z]:\//.test(path)
    ? posix.normalize(path)
    : posix.join(posix.dirname(from), path);
};
