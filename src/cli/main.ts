import { version } from "../kernel/version.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { UsageError } from "./failures.ts";
import { didYouMean, readArguments } from "./read-arguments.ts";
import { reportFailure } from "./report-failure.ts";
import { print } from "./terminal.ts";

/** Follows a command line, `node` and the script left out, and sets the exit code of the process. */
export const main = async (args: readonly string[]): Promise<void> => {
  process.on("uncaughtException", (error) => process.exit(reportFailure(error)));
  // Whoever read the output may have gone, as `head` does; a server goes on serving.
  process.stdout.on("error", ignore);
  process.stderr.on("error", ignore);
  try {
    process.exitCode = await follow(args);
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
};

const follow = async (args: readonly string[]): Promise<number> => {
  const [name = "--help", ...rest] = args;
  if (name === "--version" || name === "-v") return printVersion();
  if (name === "--get-yargs-completions") return yargsPages(args);
  if (name === "--help" || name === "-h") return yargsPages(["--help"]);
  if (name === "help") return yargsPages([...rest.slice(0, 1), "--help"]);
  if (name === "completion") return yargsPages(["completion"]);
  const command = await find(name);
  const asked = readArguments(command, rest);
  if (asked.kind === "version") return printVersion();
  if (asked.kind === "help") return yargsPages([name, "--help"]);
  return command.run(asked.values, asked.words, asked.rest);
};

const ignore = (): void => {};

const find = (name: string): Promise<Command> => {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const kind = name.startsWith("-") ? "flag" : "command";
  const names = [...Object.keys(commands), "completion", "help"];
  throw new UsageError(
    `ringback has no ${kind} ${name}.${didYouMean(name, names) || " See ringback --help for what it has."}`,
  );
};

const printVersion = (): number => {
  print(version);
  return 0;
};

/** Help and completion are yargs' work; nothing else waits for it to load. */
const yargsPages = async (args: readonly string[]): Promise<number> => {
  const { showPages } = await import("./pages.ts");
  await showPages(args);
  return 0;
};
