import { format } from "node:util";
import { vi } from "vitest";
import { followCommandLine } from "../../src/cli/follow-command-line.ts";
import type { Ended } from "./command-line.ts";

/**
 * Runs a command to its end as a process of its own would, but in this one, which saves most of the time that it takes.
 * One at a time, and not those that end their process or listen to its signals: `start`, `test`, `exec`, `mcp` and
 * `events --follow`.
 */
export const ringbackHere = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const said = { stdout: "", stderr: "" };
  const outside = process.env;
  const hear = (stream: keyof typeof said) => (text: string | Uint8Array) => {
    said[stream] += String(text);
    return true;
  };
  const ears = [
    vi.spyOn(process.stdout, "write").mockImplementation(hear("stdout")),
    vi.spyOn(process.stderr, "write").mockImplementation(hear("stderr")),
    vi.spyOn(console, "log").mockImplementation((...words) => void hear("stdout")(`${format(...words)}\n`)),
  ];
  process.env = { PATH: outside["PATH"], ...env };
  try {
    const code = await followCommandLine(args);
    return { code, ...said };
  } finally {
    process.env = outside;
    for (const ear of ears) ear.mockRestore();
  }
};
