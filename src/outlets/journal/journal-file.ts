import { closeSync, openSync, writeSync } from "node:fs";
import { RingbackError } from "../../kernel/errors.ts";

/** A file that takes a journal's lines as they come. */
export interface JournalFile {
  write(line: string): void;
  close(): void;
}

/** Opens a journal's file, empty. Throws `storage_failed` when it cannot; if writing fails later, says so once and stops. */
export const openJournalFile = (path: string, onFailure: (why: string) => void): JournalFile => {
  const descriptor = open(path);
  let failed = false;
  return {
    write: (line) => {
      if (failed) return;
      try {
        writeSync(descriptor, `${line}\n`);
      } catch (error) {
        failed = true;
        onFailure(`The journal ${path} ends here, it cannot be written: ${reasonOf(error)}`);
      }
    },
    close: () => closeSync(descriptor),
  };
};

const open = (path: string): number => {
  try {
    return openSync(path, "w");
  } catch (error) {
    const message = `The journal ${path} cannot be written: ${reasonOf(error)}`;
    throw new RingbackError("storage_failed", message, { path }, { cause: error });
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
