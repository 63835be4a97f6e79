import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The binary, in a folder that holds nothing else. */
    binary: string;
  }
}

/** Copies the binary for this machine to where nothing of ours is near it, and takes it away when the tests are over. */
export const setup = (project: TestProject): (() => void) => {
  const platform = { darwin: "macos", win32: "win" }[process.platform as string] ?? process.platform;
  const ending = platform === "win" ? ".exe" : "";
  const built = resolve(`release/ringback-${platform}-${process.arch}${ending}`);
  if (!existsSync(built)) throw new Error(`There is no ${built}. Build it first: npm run build:binary.`);
  const folder = mkdtempSync(join(tmpdir(), "ringback-binary-"));
  const binary = join(folder, `ringback${ending}`);
  copyFileSync(built, binary);
  project.provide("binary", binary);
  return () => rmSync(folder, { recursive: true });
};
