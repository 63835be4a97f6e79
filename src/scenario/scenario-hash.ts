import { createHash } from "node:crypto";

/**
 * Names a scenario file by its content, as SHA-256 in hex. A byte-order mark and the kind of line ends do not count:
 * the same file checked out on another system keeps its name.
 */
export const scenarioHash = (text: string): string =>
  createHash("sha256")
    .update(text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n"))
    .digest("hex");
