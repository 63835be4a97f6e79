import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "./failures.ts";

/** What a harness needs to know of a ringback that is up. */
export interface Readiness {
  readonly version: string;
  readonly url: string;
  readonly pid: number;
  /** Where the callbacks of a real carrier come in on this machine. */
  readonly callbackPort?: number | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** Writes a file that appears whole or not at all, and takes it away when this process ends. */
export const writeReadyFile = (path: string, readiness: Readiness): void => {
  const aside = `${path}.${process.pid}.tmp`;
  process.once("exit", () => {
    rmSync(aside, { force: true });
    rmSync(path, { force: true });
  });
  try {
    writeFileSync(aside, `${JSON.stringify(readiness)}\n`);
    renameSync(aside, path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--ready-file ${path} cannot be written: ${why}`, { cause: error });
  }
};
