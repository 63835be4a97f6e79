import { closeSync, openSync, writeSync } from "node:fs";
import { RingbackError } from "../../kernel/errors.ts";

/** A file that takes a journal's lines as they come. */
export interface JournalFile {
  write(line: string): void;
  close(): void;
}

/** Opens a journal's file, empty. Throws `storage_failed` with the reason when it cannot be written. */
export const openJournalFile = (path: string): JournalFile => {
  const descriptor = attempt(path, () => openSync(path, "w"));
  return {
    write: (line) => void attempt(path, () => writeSync(descriptor, `${line}\n`)),
    close: () => closeSync(descriptor),
  };
};

const attempt = <Result>(path: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RingbackError(
      "storage_failed",
      `The journal ${path} cannot be written: ${why}`,
      { path },
      { cause: error },
    );
  }
};
