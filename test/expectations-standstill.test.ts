import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { hostTime } from "../src/kernel/clock/host-time.ts";
import { runScenarios } from "../src/runner/run-scenarios.ts";

/** The cures of what went wrong when an agent that asks twenty times and gives up was played a story. */
const curesOf = async (expectations: string): Promise<readonly string[]> => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-standstill-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "story.yaml");
  const story = `version: 1
name: A code comes late
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: +12125550186 } }
script:
  - after: 1m
    otp: { from: acme, to: inbox, code: 834921 }
expect:
${expectations}`;
  writeFileSync(path, story);
  const agent = resolve(import.meta.dirname, "agents", "impatient.js");
  const { report } = await runScenarios(
    { paths: [path], command: [process.execPath, agent] },
    {
      realTime: hostTime,
      interrupted: new AbortController().signal,
      begins: () => undefined,
      ended: () => undefined,
    },
  );
  return report.results.flatMap(({ failures }) => failures.map(({ cure }) => cure));
};

it("says that a deadline held time back while the agent asked, and that it gave up", async () => {
  const [cure] = await curesOf("  - message.read: { line: inbox }\n    within: 30s\n");
  expect(cure).toBe(
    "Time stood at 0s while the agent asked 20 times: the deadline of line 9 (30s) held it back, and the agent gave up before --patience was over. " +
      "Nothing of the kind happened: there was no message.read at all. See what was done instead: the agent's output, its requests.",
  );
});

it("says nothing of it where time went on", async () => {
  const [cure] = await curesOf("  - message.read: { line: inbox }\n    within: 2m\n");
  expect(cure).toMatch(/^Nothing of the kind happened/);
});
