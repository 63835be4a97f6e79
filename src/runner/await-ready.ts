import { get } from "node:http";
import { connect } from "node:net";
import { testPattern } from "../api/match/re2.ts";
import type { RealTime } from "../kernel/clock/clock.ts";
import type { ScenarioAgent } from "../scenario/scenario.ts";
import type { AgentProcess } from "./agent-process.ts";

/** What is known of a server that is to get ready. */
export interface ReadinessPlan {
  readonly ready: NonNullable<ScenarioAgent["ready"]>;
  readonly agent: AgentProcess;
  readonly port: number;
  readonly realTime: RealTime;
  /** Aborted when nobody wants to know any more. */
  readonly over: AbortSignal;
}

/** How long a server may take to get ready when its scenario does not say, how often to look, and how long one look may take. */
export const usualReadiness = 30_000;
const lookEvery = 50;
const longestLook = 2_000;

/** Waits until a server says in the way agreed that it is up. */
export const awaitReady = async (plan: ReadinessPlan): Promise<"ready" | "late" | "exited"> => {
  const { ready, agent, realTime } = plan;
  const ended = new AbortController();
  const over = AbortSignal.any([plan.over, ended.signal]);
  const cancels: (() => void)[] = [];
  const late = new Promise<"late">((resolve) => {
    cancels.push(realTime.after(ready.within ?? usualReadiness, () => resolve("late")));
  });
  const exited = agent.exited.then(() => "exited" as const);
  try {
    return await Promise.race([becomesReady({ ...plan, over }).then(() => "ready" as const), late, exited]);
  } finally {
    for (const cancel of cancels) cancel();
    ended.abort();
  }
};

const becomesReady = async ({ ready, agent, port, realTime, over }: ReadinessPlan): Promise<void> => {
  if (ready.output !== undefined) await hasPrinted(agent, ready.output, over);
  const { http } = ready;
  const look = (): Promise<boolean> => (http === undefined ? isOpen(port) : answers(port, http));
  if (http === undefined && ready.port === undefined) return;
  while (!over.aborted && !(await look())) {
    await new Promise<void>((resolve) => void realTime.after(lookEvery, resolve));
  }
};

const hasPrinted = (agent: AgentProcess, wanted: string, over: AbortSignal): Promise<void> => {
  const [, source, flags = ""] = /^\/(.+)\/([ims]*)$/s.exec(wanted) ?? [];
  const isThere = (): boolean =>
    source === undefined
      ? agent.output.text.includes(wanted)
      : testPattern({ source, flags }, agent.output.text);
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isThere()) return;
      leave();
      resolve();
    };
    const leave = agent.output.onMore(look);
    over.addEventListener("abort", leave);
    look();
  });
};

/** Whether a path is answered, and not with a complaint. */
const answers = (port: number, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path, agent: false, timeout: longestLook };
    const request = get(options, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 400);
    });
    request.on("timeout", () => request.destroy()).on("error", () => resolve(false));
  });

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const tell = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => tell(true)).once("error", () => tell(false));
  });
