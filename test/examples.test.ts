import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startRingback } from "../src/index.ts";
import { hostTime } from "../src/kernel/clock/host-time.ts";
import { runScenarios } from "../src/runner/run-scenarios.ts";
import type { ScenarioResult } from "../src/scenario/report/report.ts";

const root = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

/** Runs an example agent to its end against a ringback, and answers what it printed. */
const runAgent = async (file: string, env: Readonly<Record<string, string>>): Promise<string> => {
  const { PATH = "" } = process.env;
  const { stdout } = await run(process.execPath, [resolve(root, "examples", file)], {
    env: { PATH, ...env },
  });
  return stdout;
};

// A machine that is busy may keep an agent silent for longer than quiet lasts, which is an input of its own.
const options = { scenario: resolve(root, "scenarios/rented-inbox.yaml"), quiet: 60_000 };

const story = [
  "rented +1 212 555 0186",
  "code 834921 from +14155550123",
  "missed a call from +442030000123 at 2026-04-01T11:02:09Z",
  "",
].join("\n");

it.each(["fetch-agent.mjs", "mcp-agent.mjs"])(
  "%s rents a number, is texted a code and misses a call forty minutes later, without waiting for any of it",
  async (file) => {
    await using ringback = await startRingback(options);
    expect(await runAgent(file, ringback.env)).toBe(story);
  },
);

it("ends as the same run every time, whatever the machine is doing", async () => {
  const hashes = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    await using ringback = await startRingback(options);
    await runAgent("fetch-agent.mjs", ringback.env);
    hashes.add(await ringback.journal.hash());
  }
  expect(hashes.size).toBe(1);
});

it("webhook-agent.mjs answers calls turn by turn, the same run every time", async () => {
  const results: ScenarioResult[] = [];
  await runScenarios(
    { paths: [resolve(root, "test/agents/stories/voice.yaml")], jobs: 1, repeat: 3, patience: 3000 },
    {
      realTime: hostTime,
      begins: () => {},
      ended: (result) => void results.push(result),
      interrupted: new AbortController().signal,
    },
  );
  expect(results.map(({ failures }) => failures)).toEqual([[], [], []]);
  expect(new Set(results.map(({ runHash }) => runHash)).size).toBe(1);
});
