import { appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where this process keeps what helps to find a bug. */
export const bugLogPath = (): string => join(tmpdir(), `ringback-${process.pid}.log`);

/** Keeps a text in the log. Answers a sentence about where, or about why not. */
export const keepInBugLog = (text: string): string => {
  try {
    appendFileSync(bugLogPath(), `${text}\n`, { mode: 0o600 });
    return `Its log is ${bugLogPath()}.`;
  } catch (error) {
    return `Its log could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/** Whether somebody wants to see stacks. */
export const wantsStacks = (): boolean => process.env["RINGBACK_DEBUG"] === "1";
