import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { fileOf } from "../scenario/include/file-of.ts";
import type { IncludedText, ReadInclude } from "../scenario/include/read-include.ts";

const largestFile = 1024 * 1024;

/** Finds what a scenario's file includes on this machine. Each file is read once, however often it is asked for. */
export const findInclude = (scenarioFile: string): ReadInclude => {
  const found = new Map<string, IncludedText>();
  return (path) => {
    const known = found.get(path) ?? readFile(fileOf({ file: path }, scenarioFile));
    found.set(path, known);
    return known;
  };
};

const readFile = (file: string): IncludedText => {
  try {
    const about = statSync(file);
    if (!about.isFile()) {
      const what = about.isDirectory() ? "a folder" : "no plain file";
      return {
        message: `${file} is ${what}.`,
        cure: "Name the files themselves, one for each item of the list.",
      };
    }
    if (about.size > largestFile) {
      return { message: `${file} is larger than a megabyte.`, cure: "Split it into several files." };
    }
    const bytes = readFileSync(file);
    if (isUtf8(bytes)) return { text: bytes.toString("utf8"), file };
    return { code: "cannot_include", message: `${file} is no UTF-8.`, cure: "Save the file as UTF-8." };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") {
      return {
        message: `There is no file ${file}.`,
        cure: "A path starts at the folder of the file that includes.",
      };
    }
    const why = error instanceof Error ? error.message : String(error);
    return { message: `${file} cannot be read: ${why}.`, cure: "Check the path and who may read the file." };
  }
};
