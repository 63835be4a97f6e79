import { RingbackError } from "../kernel/errors.ts";
import { keepInBugLog, wantsStacks } from "./bug-log.ts";
import { CommandFailure, UsageError } from "./failures.ts";
import { printable, printError } from "./terminal.ts";

/** Says in a sentence what went wrong. Answers the exit code: 1 could not be done, 2 asked wrongly, 3 a bug. */
export const reportFailure = (error: unknown): number => {
  if (error instanceof CommandFailure) return say(error, 1);
  if (error instanceof UsageError || error instanceof RingbackError) return say(error, 2);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : String(error);
  printError(`ringback has a bug; your command is not to blame: ${message}`);
  printError(keepInBugLog(stack));
  printError(wantsStacks() ? stack : "RINGBACK_DEBUG=1 shows where in the code it happened.");
  return 3;
};

const say = (error: Error, exitCode: number): number => {
  printError(error.message.split("\n").map(printable).join("\n"));
  if (wantsStacks() && error.stack !== undefined) printError(error.stack);
  return exitCode;
};
