import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { LowSync, type SyncAdapter } from "lowdb";
import { JSONFileSync } from "lowdb/node";
import type { RealState, RealStore } from "../../carriers/twilio/state/real-state.ts";
import type { RealTime } from "../../kernel/clock/clock.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { forgetOld } from "./forget-old.ts";
import { takeLock, type Lock } from "./lock-file.ts";
import { readState } from "./read-state.ts";

/** Opens the state of a real carrier, or begins one. Throws `storage_failed`: a file of something else, of another account, or held. */
export const openStateFile = (path: string, accountSid: string, realTime: RealTime): RealStore => {
  const file = existsSync(path) ? realpathSync(path) : resolve(path);
  const lock = attempt(file, "opened", () => {
    makeFolder(dirname(file));
    return takeLock(file);
  });
  try {
    const now = realTime.now();
    const adapter = safeFile(file);
    const kept = attempt(file, "read", () => adapter.read());
    const store = new FileStore(file, lock, new LowSync(adapter, stateFrom(kept, { file, accountSid, now })));
    // Written even where nothing changes: whoever cannot write hears of it before anything is sent.
    store.change((state) => forgetOld(state, now));
    return store;
  } catch (error) {
    lock.release();
    throw error;
  }
};

/** Makes a folder and those above it, one by one: Node's own way to do that never ends where none can be made, as under /proc. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
};

class FileStore implements RealStore {
  readonly #file: string;
  readonly #lock: Lock;
  readonly #kept: LowSync<RealState>;
  #failure: RingbackError | undefined;

  constructor(file: string, lock: Lock, kept: LowSync<RealState>) {
    this.#file = file;
    this.#lock = lock;
    this.#kept = kept;
  }

  get state(): RealState {
    return this.#kept.data;
  }

  change(edit: (state: RealState) => void): void {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      if (!this.#lock.isHeld()) throw lockLost(this.#file);
      attempt(this.#file, "written", () => this.#kept.update(edit));
    } catch (error) {
      // What is in memory and what is in the file may differ now: nothing more is done on the word of either.
      this.#failure = isStorage(error) ? error : failed(this.#file, "changed", error);
      throw error;
    }
  }

  close(): void {
    this.#failure ??= new RingbackError("storage_failed", `${this.#file} was closed: ringback is ending.`);
    this.#lock.release();
  }
}

const stateFrom = (
  kept: unknown,
  { file, accountSid, now }: { readonly file: string; readonly accountSid: string; readonly now: number },
): RealState => {
  const account = createHash("sha256").update(`ringback-real ${accountSid}`).digest("hex");
  const isNew = kept === null && !existsSync(file);
  const read = readState(isNew ? freshState(account, now) : kept, account);
  if ("state" in read) return read.state;
  throw new RingbackError("storage_failed", `${file} ${read.why}. It was left as it is.`, { path: file });
};

const freshState = (account: string, now: number): RealState => ({
  format: "ringback-real",
  version: 1,
  account,
  spend: { day: new Date(now).toISOString().slice(0, 10), settled: 0, reserved: {} },
  past: [],
  outbox: {},
  numbers: {},
  cursors: {},
});

/** lowdb's file, which it writes aside and renames: made so that nobody else may read it, and on the disk when it returns. */
const safeFile = (file: string): SyncAdapter<RealState> => {
  const json = new JSONFileSync<RealState>(file);
  const aside = join(dirname(file), `.${basename(file)}.tmp`);
  return {
    read: () => json.read(),
    write: (state) => {
      // What lies there, be it a link, is not ours to write through. A file that exists keeps its mode.
      rmSync(aside, { force: true });
      closeSync(openSync(aside, "wx", 0o600));
      json.write(state);
      const written = openSync(file, "r+");
      try {
        fsyncSync(written);
      } finally {
        closeSync(written);
      }
    },
  };
};

const attempt = <Result>(file: string, what: string, act: () => Result): Result => {
  try {
    return act();
  } catch (error) {
    throw error instanceof RingbackError ? error : failed(file, what, error);
  }
};

const failed = (file: string, what: string, error: unknown): RingbackError => {
  // The parser's words would repeat a piece of the file.
  const reason = error instanceof SyntaxError ? "it is damaged" : reasonOf(error);
  const cure =
    error instanceof SyntaxError
      ? "Restore it from a backup, or move it away; it was left as it is"
      : "Nothing is sent without it: make room for it and let it be written, then start ringback again";
  return new RingbackError(
    "storage_failed",
    `${file} holds what a real carrier has spent and done, and could not be ${what}: ${reason}. ${cure}.`,
    { path: file },
  );
};

const lockLost = (file: string): RingbackError =>
  new RingbackError(
    "storage_failed",
    `${file} is no longer held by this ringback: its lock was taken away. Nothing is sent any more. Start one ringback again.`,
    { path: file },
  );

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isStorage = (error: unknown): error is RingbackError =>
  error instanceof RingbackError && error.code === "storage_failed";
