import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { WorldEvent } from "../../src/contract/events.ts";
import { findFreePort } from "../../src/runner/find-free-port.ts";
import { createRingback, type Ringback } from "../../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../../src/runtime/read-scenario-file.ts";

export const root = resolve(import.meta.dirname, "../..");

/** A ringback that plays a scenario of the package for an agent in a process of its own, until it is disposed of. */
export const openSession = async (
  scenario: string,
  agent: string,
): Promise<{ readonly ringback: Ringback } & AsyncDisposable> => {
  const file = await readScenarioFile(resolve(root, scenario));
  const ringback = await createRingback({ port: 0, agent: "expected", scenario: file });
  const port = String(await findFreePort());
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [resolve(root, agent)], {
    env: { PATH, ...ringback.env, PORT: port, AGENT_URL: `http://127.0.0.1:${port}` },
    stdio: "ignore",
  });
  return {
    ringback,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      await ringback.close();
    },
  };
};

/** Waits for the first event of a session that is meant. */
export const untilEvent = ({ worlds }: Ringback, isMeant: (event: WorldEvent) => boolean): Promise<void> => {
  const { events } = worlds.main.world;
  if (events.after(0, 1000).some(isMeant)) return Promise.resolve();
  return new Promise((heard) => {
    const leave = events.subscribe((event) => {
      if (!isMeant(event)) return;
      leave();
      heard();
    });
  });
};
