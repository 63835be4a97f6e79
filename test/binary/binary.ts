import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inject, onTestFinished } from "vitest";
import { CommandLine, type Ended, ringback } from "../support/command-line.ts";

/** The project's folder. */
export const root = resolve(import.meta.dirname, "../..");

/** Where there is no program at all. */
const nowhere = { PATH: "/nonexistent" };

/** A new folder, with these files in it. */
export const folderWith = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-project-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

/** Starts the binary with nothing but itself: no program in its path, no package near it. */
export const launch = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  folder = tmpdir(),
): CommandLine => {
  const command = new CommandLine(args, { ...nowhere, ...env }, { program: [inject("binary")], folder });
  onTestFinished(() => command[Symbol.asyncDispose]());
  return command;
};

/** Runs the binary to its end. */
export const run = (args: readonly string[], folder?: string): Promise<Ended> =>
  launch(args, {}, folder).ended();

/** Runs the command as npm installs it, for comparison. */
export const runInstalled = (args: readonly string[]): Promise<Ended> => ringback(args);

/** A server that was started from the binary, and the environment that it announced. */
export interface Started {
  readonly server: CommandLine;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the binary as a server whose time stands still. */
export const start = async (...flags: readonly string[]): Promise<Started> => {
  const server = launch(["start", "--port", "0", "--clock", "manual", "--json", ...flags]);
  return { server, ...(JSON.parse(await server.line()) as Omit<Started, "server">) };
};
