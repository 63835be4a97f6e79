import { existsSync, readFileSync } from "node:fs";
import { isSea, getAsset } from "node:sea";

/** Every file that ringback reads of its own package, by its path there; binaries hold these and no others. */
export const packageFiles = ["dist/preload.js", "docs/emulated.md"] as const;

/** A file that comes with ringback. */
export type PackageFile = (typeof packageFiles)[number];

/** The text of a file that comes with ringback: from the binary itself, or from the package's folder. */
export const readPackageFile = (path: PackageFile): string =>
  isSea() ? getAsset(path, "utf8") : readFileSync(new URL(path, packageFolder()), "utf8");

/** An address under which Node can import a script that comes with ringback, wherever the process that does so runs. */
export const packageScript = (path: PackageFile): string =>
  isSea()
    ? `data:text/javascript;base64,${Buffer.from(readPackageFile(path)).toString("base64")}`
    : new URL(path, packageFolder()).href;

/** Sources, chunks and entries lie at different depths; the folder of the package is the first one up with its manifest. */
const packageFolder = (): URL => {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("package.json", folder))) folder = new URL("../", folder);
  return folder;
};
