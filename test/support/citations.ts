import { readdirSync, readFileSync } from "node:fs";

/** The ids that a test's source cites with `verifies(…)`. */
export const citationsIn = (source: string): readonly string[] =>
  [...source.matchAll(/\bverifies\(\s*(\[[^\]]*\]|"[^"]*")/g)].flatMap(([, ids = ""]) =>
    [...ids.matchAll(/"([^"]*)"/g)].map(([, id = ""]) => id),
  );

/** Every citation in this project's tests, in order: which file cites which id. */
export const collectCitations = (): readonly { readonly file: string; readonly id: string }[] =>
  ["src", "test"]
    .flatMap(testFilesUnder)
    .flatMap((file) => citationsIn(readFileSync(file, "utf8")).map((id) => ({ file, id })));

const testFilesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`)
    .sort();
