import { randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { RingbackError } from "../../kernel/errors.ts";

/** A file by which one process at a time holds another file. */
export interface Lock {
  /** Whether it is still ours: somebody may have taken it away by hand. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes the lock of a file. Throws `storage_failed` where a living process holds it. One whose process has ended, however it
 * ended, is taken over.
 */
export const takeLock = (file: string): Lock => {
  const path = `${file}.lock`;
  const mark = `${process.pid} ${randomBytes(16).toString("hex")}\n`;
  if (!create(path, mark)) {
    const holder = holderOf(path, file);
    if (isAlive(holder)) throw heldBy(holder.pid, file, path);
    // Taken over once, and only while it is the one that was read: of two who do so at once, the loser finds out below.
    if (markIn(path) === holder.mark) rmSync(path, { force: true });
    if (!create(path, mark)) throw heldBy(holderOf(path, file).pid, file, path);
  }
  held.add(mark);
  const isHeld = (): boolean => held.has(mark) && markIn(path) === mark;
  return {
    isHeld,
    release: () => {
      if (isHeld()) rmSync(path, { force: true });
      held.delete(mark);
    },
  };
};

interface Holder {
  readonly pid: number;
  readonly mark: string;
}

/** What this process holds. In a container every process may have the same id, so an id alone does not tell. */
const held = new Set<string>();

const create = (path: string, mark: string): boolean => {
  try {
    const descriptor = openSync(path, "wx", 0o600);
    try {
      writeSync(descriptor, mark);
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
};

const holderOf = (path: string, file: string): Holder => {
  const mark = markIn(path) ?? "";
  const pid = Number(/^(\d+) [\da-f]{32}\n$/.exec(mark)?.[1]);
  if (Number.isSafeInteger(pid) && pid > 0) return { pid, mark };
  throw new RingbackError(
    "storage_failed",
    `${path} names no process, so nobody can know whether ${file} is in use. If no other ringback uses it, delete ${path}.`,
    { path },
  );
};

const markIn = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

const isAlive = ({ pid, mark }: Holder): boolean => {
  if (pid === process.pid) return held.has(mark);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
};

const heldBy = (pid: number, file: string, path: string): RingbackError =>
  new RingbackError(
    "storage_failed",
    `${file} is in use by process ${pid}: one ringback at a time may spend an account's money. End that one first. ` +
      `If it is no ringback, delete ${path}.`,
    { path, pid },
  );

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;
