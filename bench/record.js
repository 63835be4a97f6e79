// What a bench measured, with where and when, as JSON that `npm run bench:results` makes tables of.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { canPin } from "./server.js";

const folder = resolve(import.meta.dirname, "../.bench");

// Before the bench itself is what keeps the machine busy.
const load = loadavg()[0];

/** Keeps what a bench measured under its name, in the git-ignored `.bench/`. */
export const record = (name, measured) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name}.json`),
    `${JSON.stringify({ ...where(), ...measured }, undefined, 2)}\n`,
  );
};

const where = () => {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8"));
  return {
    date: new Date().toISOString().slice(0, 10),
    ringback: version,
    commit: readCommit(),
    node: process.version,
    system: `${process.platform} ${release()} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? "",
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 1e9),
    pinned: canPin,
    load,
  };
};

const readCommit = () => {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
};
