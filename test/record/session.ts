import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { WorldEvent } from "../../src/contract/events.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { findFreePort } from "../../src/runner/find-free-port.ts";
import { runScenarios } from "../../src/runner/run-scenarios.ts";
import { createRingback, type Ringback } from "../../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../../src/runtime/read-scenario-file.ts";
import type { ScenarioResult } from "../../src/scenario/report/report.ts";

export const root = resolve(import.meta.dirname, "../..");

/** A ringback that plays a scenario of the package for an agent in a process of its own, until it is disposed of. */
export const openSession = async (
  scenario: string,
  agent: string,
): Promise<{ readonly ringback: Ringback } & AsyncDisposable> => {
  const file = await readScenarioFile(resolve(root, scenario));
  const ringback = await createRingback({ port: 0, agent: "expected", scenario: file });
  const running = await startAgent(ringback, agent);
  return {
    ringback,
    [Symbol.asyncDispose]: async () => {
      await running[Symbol.asyncDispose]();
      await ringback.close();
    },
  };
};

/** An agent in a process of its own, pointed at a ringback, until it is disposed of. */
export const startAgent = async (ringback: Ringback, agent: string): Promise<AsyncDisposable> => {
  const port = String(await findFreePort());
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [resolve(root, agent)], {
    env: { PATH, ...ringback.env, PORT: port, AGENT_URL: `http://127.0.0.1:${port}` },
    stdio: "ignore",
  });
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
};

/** Where a recording may be written, until the test is over. */
export const fileInFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-record-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "story.yaml");
};

/** Plays a recording against an agent, as `ringback test recorded.yaml -- node agent.js` does. */
export const play = async (file: string, agent: string): Promise<ScenarioResult> => {
  const { report } = await runScenarios(
    { paths: [file], command: [process.execPath, resolve(root, agent)], patience: 20_000 },
    { realTime: hostTime, begins: () => {}, ended: () => {}, interrupted: new AbortController().signal },
  );
  const [result] = report.results;
  if (result === undefined) throw new Error("Nothing was played.");
  return result;
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
