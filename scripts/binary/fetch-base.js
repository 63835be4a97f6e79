import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hostTarget, nodeVersion } from "./targets.js";

/**
 * Answers where the Node of a target lies, and fetches it first if it is not there: from the npm registry, with the
 * checksum that node-bases.json holds. The folder is laid out as pkg expects it in a home, so that pkg fetches nothing.
 */
export const fetchBase = (target, home) => {
  const cache = join(home, ".pkg-cache", "sea");
  const node = join(cache, target.cachedNode);
  if (existsSync(node) && readIfThere(`${node}.ok`) === target.integrity) return node;
  mkdirSync(dirname(node), { recursive: true });
  const folder = mkdtempSync(join(cache, "fetch-"));
  try {
    const unpacked = unpack(fetchPackage(target, folder), target, folder);
    if (target.name === hostTarget().name && target.platform === "linux") strip(unpacked);
    renameSync(unpacked, node);
    const licence = join(folder, "package/LICENSE");
    if (existsSync(licence)) renameSync(licence, licenceIn(home));
  } finally {
    rmSync(folder, { recursive: true });
  }
  // pkg asks only whether these are there; what they hold is for the check above.
  for (const file of [target.cachedArchive, `${target.cachedArchive}.ok`])
    writeFileSync(join(cache, file), "");
  writeFileSync(`${node}.ok`, target.integrity);
  return node;
};

/** Where the licence of Node lies once the Node of this machine is there. */
export const licenceIn = (home) => join(home, `node-v${nodeVersion}-licence.txt`);

const readIfThere = (file) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

const fetchPackage = (target, folder) => {
  const name = `${target.package}@${nodeVersion}`;
  const { npm_execpath: npm } = process.env;
  const [command, ...args] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const asked = ["pack", name, "--pack-destination", folder, "--json", "--loglevel", "silent"];
  const { status, stdout, error } = spawnSync(command, [...args, ...asked], { encoding: "utf8" });
  const [file] = readdirSync(folder);
  if (status !== 0 || file === undefined) {
    throw new Error(
      `${name} could not be fetched from the npm registry. npm says: ${error?.message ?? summaryOf(stdout)}`,
    );
  }
  const tarball = join(folder, file);
  const integrity = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  if (integrity !== target.integrity) {
    throw new Error(
      `${name} is not what scripts/node-bases.json says: its checksum is ${integrity}, and should be ${target.integrity}. Nothing was built; find out why before you change that file.`,
    );
  }
  return tarball;
};

/** What went wrong, in npm's own words, without the pages that it prints for people. */
const summaryOf = (printed) => {
  try {
    return JSON.parse(printed).error.summary;
  } catch {
    return printed;
  }
};

const unpack = (tarball, { fileInPackage }, folder) => {
  // Not every package holds the licence, so it is no mistake if it is missing.
  const files = fileInPackage.endsWith(".exe") ? [fileInPackage] : [fileInPackage, "LICENSE"];
  execFileSync("tar", ["-xzf", tarball, "-C", folder, ...files.map((file) => `package/${file}`)]);
  return join(folder, "package", fileInPackage);
};

/** Takes the symbols out, a sixth of the size, where there is a tool for it. */
const strip = (node) => void spawnSync("strip", ["-s", node], { stdio: "ignore" });
