import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { buildOnce } from "../support/command-line.ts";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A project in a folder of its own, with nothing in it but ringback, as npm installs it from its packed form. */
export interface InstalledPackage extends Disposable {
  /** The project's folder. */
  readonly folder: string;
  /** The package's own folder in there. */
  readonly package: string;
  /** The packed form. */
  readonly tarball: string;
}

/** Packs what the tree builds and installs it where npm reaches nothing. */
export const installPackage = async (): Promise<InstalledPackage> => {
  await buildOnce();
  const place = mkdtempSync(join(tmpdir(), "ringback-package-"));
  const packing = ["pack", "--ignore-scripts", "--silent", "--pack-destination", place];
  const { stdout } = await run("npm", packing, { cwd: root });
  const tarball = join(place, stdout.trim());
  const folder = join(place, "project");
  mkdirSync(folder);
  // Its own manifest keeps npm from looking for a project further up.
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const empty = ["--offline", "--cache", join(place, "cache"), "--no-audit", "--no-fund"];
  await run("npm", ["install", ...empty, tarball], { cwd: folder });
  return {
    folder,
    package: join(folder, "node_modules/ringback"),
    tarball,
    [Symbol.dispose]: () => rmSync(place, { recursive: true }),
  };
};
