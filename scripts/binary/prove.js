import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Says in words how far an executable was proven, or throws. One that is to run here is given nothing but itself, and
 * has to tell the expected version and no more; of another we know only that Node will find what was packed into it.
 */
export const prove = (file, expected) => {
  if (expected === undefined) {
    // Node looks for this mark of its own: 1 says that something was packed into it.
    if (readFileSync(file).includes("NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1"))
      return "not run here";
    throw new Error(`${file} holds nothing but Node: the packing failed without a word.`);
  }
  const { SystemRoot = "" } = process.env;
  const env = { PATH: "/nonexistent", SystemRoot };
  const { status, signal, stdout, stderr, error } = spawnSync(file, ["--version"], { env, encoding: "utf8" });
  if (status === 0 && stdout === `${expected}\n` && stderr === "") return `runs and says ${expected}`;
  const ended = error?.message ?? `it ended with ${status ?? signal}, and printed:\n${stdout}${stderr}`;
  throw new Error(`${file} was built and does not run as it should: ${ended}`);
};
