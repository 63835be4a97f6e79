import { version } from "../kernel/version.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { UsageError } from "./failures.ts";
import { didYouMean, readArguments } from "./read-arguments.ts";
import { reportFailure } from "./report-failure.ts";
import { print } from "./terminal.ts";

/** Follows a command line, says what goes wrong, and answers the exit code. */
export const followCommandLine = async (args: readonly string[]): Promise<number> => {
  try {
    return await follow(args);
  } catch (error) {
    return reportFailure(error);
  }
};

const follow = async (args: readonly string[]): Promise<number> => {
  const [name = "--help", ...rest] = args;
  if (name === "--version" || name === "-v") return printVersion();
  if (name === "--complete") return printOffers(rest.slice(1));
  if (name === "--help" || name === "-h") return yargsPages(["--help"]);
  if (name === "help") return yargsPages([...rest.slice(0, 1), "--help"]);
  const command = await find(name);
  const asked = readArguments(command, rest);
  if (asked.kind === "version") return printVersion();
  if (asked.kind === "help") return yargsPages([name, "--help"]);
  return command.run(asked.values, asked.words, asked.rest);
};

const find = (name: string): Promise<Command> => {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const kind = name.startsWith("-") ? "flag" : "command";
  const names = [...Object.keys(commands), "help"];
  throw new UsageError(
    `ringback has no ${kind} ${name}.${didYouMean(name, names) || " See ringback --help for what it has."}`,
  );
};

const printVersion = (): number => {
  print(version);
  return 0;
};

/** For the scripts of `ringback completion`: a line for each word that may stand next. */
const printOffers = async (words: readonly string[]): Promise<number> => {
  const { complete } = await import("./complete.ts");
  for (const { word, summary } of await complete(words)) print(summary === "" ? word : `${word}\t${summary}`);
  return 0;
};

/** Help is yargs' work; nothing else waits for it to load. */
const yargsPages = async (args: readonly string[]): Promise<number> => {
  const { showPages } = await import("./pages.ts");
  await showPages(args);
  return 0;
};
