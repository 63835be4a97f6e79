import { followCommandLine } from "./follow-command-line.ts";
import { reportFailure } from "./report-failure.ts";

/** Follows a command line, `node` and the script left out, and sets the exit code of the process. */
export const main = async (args: readonly string[]): Promise<void> => {
  process.on("uncaughtException", (error) => process.exit(reportFailure(error)));
  // Whoever read the output may have gone, as `head` does; a server goes on serving.
  process.stdout.on("error", ignore);
  process.stderr.on("error", ignore);
  process.exitCode = await followCommandLine(args);
};

const ignore = (): void => {};
