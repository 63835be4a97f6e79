import { type ChildProcess, spawn } from "node:child_process";
import type { RealTime } from "../kernel/clock/clock.ts";
import { watchGroup } from "./is-group-busy.ts";
import { OutputTail } from "./output-tail.ts";
import { forgetGroup, rememberGroup, signalGroup } from "./process-groups.ts";

/** What to start: a program and its arguments, or one text for the shell. */
export type AgentCommand = string | readonly string[];

/** How an agent is started. */
export interface AgentPlan {
  readonly command: AgentCommand;
  readonly env: Readonly<Record<string, string>>;
  readonly realTime: RealTime;
  /** Given what it prints, as it comes. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How long an agent may take to end when it is told to, how often to look, and how long its last words may take. */
const grace = 5_000;
const lookEvery = 20;
const lastWords = 500;

/** The process under test, with all it starts itself. */
export class AgentProcess {
  readonly output = new OutputTail();
  readonly exited: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #realTime: RealTime;
  readonly #closed: Promise<void>;
  readonly #isBusy: () => boolean;
  #end: ProcessEnd | undefined;

  private constructor(child: ChildProcess, { realTime, onOutput }: AgentPlan) {
    this.#child = child;
    this.#realTime = realTime;
    this.#isBusy = watchGroup(child.pid ?? 0);
    const heard = (text: string): void => {
      this.output.add(text);
      onOutput?.(text);
    };
    child.stdout?.setEncoding("utf8").on("data", heard);
    child.stderr?.setEncoding("utf8").on("data", heard);
    this.#closed = new Promise((resolve) => child.once("close", () => resolve()));
    this.exited = new Promise((resolve) => {
      child.once("exit", (exitCode, signal) => resolve((this.#end = { exitCode, signal })));
    });
  }

  /** Starts it. Throws the machine's own error when there is no such program or it may not be run. */
  static async start(plan: AgentPlan): Promise<AgentProcess> {
    const { command, env } = plan;
    const [program = "", ...args] = typeof command === "string" ? [command] : command;
    const child = spawn(program, args, {
      env: { ...env },
      shell: typeof command === "string",
      // A group of its own, so that whatever it starts ends with it.
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const agent = new AgentProcess(child, plan);
    await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    if (child.pid !== undefined) rememberGroup(child.pid);
    return agent;
  }

  /** How it ended; undefined while it runs. */
  get end(): ProcessEnd | undefined {
    return this.#end;
  }

  /** Whether it, or anything it has started, is at work or has been since this was asked last. An end is news, not silence. */
  get isBusy(): boolean {
    return this.#end !== undefined || this.#isBusy();
  }

  /** Ends it and all it has started: asks, and after five seconds asks no more. */
  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined && signalGroup(pid, "SIGTERM")) {
      await this.#groupIsGone(pid);
      signalGroup(pid, "SIGKILL");
    }
    await this.exited;
    await this.#within(lastWords, this.#closed);
    // Somebody it started may have left its group and kept the pipe.
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    if (pid !== undefined) forgetGroup(pid);
  }

  async #groupIsGone(pid: number): Promise<void> {
    const until = this.#realTime.now() + grace;
    await this.#within(grace, this.exited);
    while (signalGroup(pid, 0) && this.#realTime.now() < until) await this.#pass(lookEvery);
  }

  /** Waits for something, but not for ever, and leaves no timer behind. */
  async #within(milliseconds: number, what: Promise<unknown>): Promise<void> {
    const cancels: (() => void)[] = [];
    const over = new Promise<void>((resolve) => cancels.push(this.#realTime.after(milliseconds, resolve)));
    await Promise.race([what, over]);
    for (const cancel of cancels) cancel();
  }

  #pass(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.#realTime.after(milliseconds, resolve));
  }
}
