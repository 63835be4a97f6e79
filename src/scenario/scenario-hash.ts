import { createHash } from "node:crypto";

/**
 * Names a scenario by the content of its file, of the files that it includes and by its row of examples, as SHA-256 in
 * hex. A byte-order mark and the kind of line ends do not count: the same file checked out on another system keeps its
 * name.
 */
export const scenarioHash = (text: string, included: readonly string[] = [], example?: string): string => {
  const hash = createHash("sha256").update(bare(text));
  const more = [...included.map(bare), ...(example === undefined ? [] : [{ example }])];
  if (more.length > 0) hash.update(JSON.stringify(more));
  return hash.digest("hex");
};

const bare = (text: string): string => text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
