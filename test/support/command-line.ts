import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");

/** The command as npm installs it. */
export const ringbackBin = join(root, "bin/ringback.js");

/** Builds `dist/` if it is older than the sources, so that single test files may be run by themselves. */
export const buildOnce = async (): Promise<void> => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const newest = Math.max(...sources.map((file) => statSync(join(root, "src", file)).mtimeMs));
  const built = join(root, "dist/index.js");
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  await promisify(execFile)(process.execPath, ["scripts/build.js"], { cwd: root });
};

/** How a command ended, and all it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What runs a command, and where; the command as npm installs it, here, unless something else is said. */
export interface Launch {
  readonly program: readonly [program: string, ...args: string[]];
  readonly folder?: string;
}

const asInstalled: Launch = { program: [process.execPath, ringbackBin] };

/** A `ringback` command that was started as a process of its own. */
export class CommandLine implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";
  #heard = (): void => {};
  #lines = 0;
  #isOver = false;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, launch = asInstalled) {
    const { PATH = "" } = process.env;
    const [program, ...further] = launch.program;
    const child = spawn(program, [...further, ...args], { cwd: launch.folder, env: { PATH, ...env } });
    this.#process = child;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#heard();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
      this.#heard();
    });
    this.#ended = new Promise((done) => {
      child.on("close", (code) => {
        this.#isOver = true;
        this.#heard();
        done({ code, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** The next line of its output, as soon as it is there. */
  async line(): Promise<string> {
    for (;;) {
      const lines = this.#stdout.split("\n");
      const line = lines.length - 1 > this.#lines ? lines[this.#lines] : undefined;
      this.#lines += line === undefined ? 0 : 1;
      if (line !== undefined) return line;
      if (this.#isOver) throw new Error(`It ended: ${this.#stderr}`);
      await new Promise<void>((heard) => (this.#heard = heard));
    }
  }

  /** The first line of what it says on the other stream that fits, as soon as it is there. */
  async errorLine(fits = /^/): Promise<string> {
    for (;;) {
      const line = this.#stderr
        .split("\n")
        .slice(0, -1)
        .find((said) => fits.test(said));
      if (line !== undefined) return line;
      if (this.#isOver) throw new Error(`It ended: ${this.#stdout}${this.#stderr}`);
      await new Promise<void>((heard) => (this.#heard = heard));
    }
  }

  /** Stops listening to its output, as a pipe to `head` does. */
  turnAway(): void {
    this.#process.stdout?.destroy();
  }

  /** Lets its output wait in the pipe, as a harness does that spawned it and never reads. */
  stopReading(): void {
    this.#process.stdout?.pause();
  }

  /** Reads on. */
  readOn(): void {
    this.#process.stdout?.resume();
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  ended(): Promise<Ended> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#ended;
  }
}

/** Runs a command to its end. */
export const ringback = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  launch = asInstalled,
): Promise<Ended> => {
  await using command = new CommandLine(args, env, launch);
  return await command.ended();
};
