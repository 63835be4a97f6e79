import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { RingbackError } from "../../kernel/errors.ts";

/** A file that takes a journal's lines as they come. */
export interface JournalFile {
  /** Takes a line. Before the file has begun, lines wait. */
  write(line: string): void;
  /** Empties the file and begins to write it. Until then it holds what it held: it may be the journal of another. */
  begin(): void;
  close(): void;
}

/** Opens a journal's file. Throws `storage_failed` when it cannot; if writing fails later, says so once and stops. */
export const openJournalFile = (path: string, onFailure: (why: string) => void): JournalFile => {
  const descriptor = open(path);
  let waiting: string[] | undefined = [];
  let isOpen = true;
  const put = (text: string): void => {
    if (!isOpen || text === "") return;
    try {
      writeSync(descriptor, text);
    } catch (error) {
      close();
      onFailure(`The journal ${path} ends here, it cannot be written: ${reasonOf(error)}`);
    }
  };
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (line) => {
      if (waiting === undefined) put(`${line}\n`);
      else waiting.push(`${line}\n`);
    },
    begin: () => {
      const lines = waiting ?? [];
      waiting = undefined;
      empty(descriptor);
      put(lines.join(""));
    },
    close,
  };
};

const open = (path: string): number => {
  try {
    return openSync(path, "a");
  } catch (error) {
    const message = `The journal ${path} cannot be written: ${reasonOf(error)}`;
    throw new RingbackError("storage_failed", message, { path }, { cause: error });
  }
};

const empty = (descriptor: number): void => {
  try {
    ftruncateSync(descriptor);
  } catch {
    // Pipes and terminals hold nothing that could be taken away.
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
