import { followCommandLine } from "./follow-command-line.ts";
import { reportFailure } from "./report-failure.ts";
import { printError } from "./terminal.ts";

/** Follows a command line, `node` and the script left out, and sets the exit code of the process. */
export const main = async (args: readonly string[]): Promise<void> => {
  process.on("uncaughtException", (error) => process.exit(reportFailure(error)));
  process.stdout.on("error", tellUnwritten);
  process.stderr.on("error", ignore);
  process.exitCode = await followCommandLine(args);
};

const ignore = (): void => {};

let isTold = false;

/** Whoever reads may have gone, as `head` does; what a full disk does not hold is a failure. A server goes on serving. */
const tellUnwritten = ({ code, message }: NodeJS.ErrnoException): void => {
  if (code === "EPIPE" || isTold) return;
  isTold = true;
  printError(`What this prints could not be written: ${message}. Make room, or print it elsewhere.`);
  process.once("exit", () => (process.exitCode ||= 1));
};
