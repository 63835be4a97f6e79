import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** A program of the tests' own that runs in processes of its own. */
export interface ChildProgram extends Disposable {
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
}

export interface ChildProcess extends AsyncDisposable {
  readonly pid: number;
  /** The next line that it says; undefined once it has ended. */
  line(): Promise<string | undefined>;
  /** Ends it at once, whatever it was doing, and answers the lines it said after those that were read. */
  kill(): Promise<readonly string[]>;
}

/** Bundles a file, since not every Node that ringback supports can run TypeScript. */
export const bundleChild = async (file: URL): Promise<ChildProgram> => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-child-"));
  const build = await rolldown({
    input: fileURLToPath(file),
    platform: "node",
    transform: { target: "node20.19", define: { RINGBACK_VERSION: '"0.0.0"' } },
  });
  const program = join(folder, "child.mjs");
  await build.write({ file: program, format: "esm", codeSplitting: false });
  await build.close();
  return {
    start: (args, env = {}) => begin(program, args, env),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const begin = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess => {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string | undefined> => {
    const { done, value } = await lines.next();
    return done === true ? undefined : value;
  };
  const kill = async (): Promise<readonly string[]> => {
    child.kill("SIGKILL");
    const rest: string[] = [];
    for (let one = await line(); one !== undefined; one = await line()) rest.push(one);
    await ended;
    return rest;
  };
  return { pid: child.pid ?? 0, line, kill, [Symbol.asyncDispose]: async () => void (await kill()) };
};
