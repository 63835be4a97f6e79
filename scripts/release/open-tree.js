import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the checks of a release look at: a git work tree with a package in it. */
export const openTree = (folder) => {
  const git = (...args) =>
    execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64e6,
      stdio: ["ignore", "pipe", "pipe"],
    });
  const has = (path) => existsSync(join(folder, path));
  const read = (path) => (has(path) ? readFileSync(join(folder, path), "utf8") : "");
  return {
    folder,
    git,
    has,
    read,
    manifest: JSON.parse(read("package.json")),
    /** The paths of all files that git knows and that are there. */
    tracked: git("ls-files", "-z")
      .split("\0")
      .filter((path) => path !== "" && has(path)),
  };
};
