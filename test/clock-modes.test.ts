import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { ClockMode } from "../src/kernel/clock/clock.ts";
import { breathe, TestTime } from "../src/kernel/clock/test-time.ts";
import { createRingback } from "../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../src/runtime/read-scenario-file.ts";

const scenarioFile = resolve(import.meta.dirname, "../scenarios/store-otp.yaml");

/** Plays the shipped story without an agent and answers its journal and hash. */
const play = async (clock: ClockMode, start?: "now"): Promise<{ journal: string; hash: string }> => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const journal = join(folder, "run.journal.jsonl");
  const realTime = new TestTime();
  const scenario = await readScenarioFile(scenarioFile);
  const config = { port: 0, scenario, clock, journal, realTime, agent: "none" as const };
  await using ringback = await createRingback({ ...config, ...(start && { start }) });
  if (typeof clock === "number") await realTime.pass(60 * 60_000);
  await breathe();
  return { journal: readFileSync(journal, "utf8"), hash: ringback.worlds.main.runHash() };
};

it("writes the same journal whether time is real, sixty times as fast or jumps", async () => {
  const jumped = await play("auto");
  expect(await play(1)).toEqual(jumped);
  expect(await play(60)).toEqual(jumped);
});

it("tells the whole story in the journal, at its instants", async () => {
  const { journal } = await play("auto");
  const lines = journal
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({
    journal: "ringback",
    format: 1,
    seed: "7",
    start: "2026-04-01T10:22:00.000Z",
  });
  expect(lines.slice(1).map(({ t, type }) => [t, type])).toEqual([
    [0, "account.created"],
    [0, "person.added"],
    [0, "line.rented"],
    [0, "scenario.started"],
    [0, "scenario.noted"],
    [19_000, "message.received"],
    [19_000, "otp.issued"],
    [319_000, "otp.expired"],
    [2_409_000, "call.received"],
    [2_409_000, "call.missed"],
    [2_409_000, "scenario.ended"],
  ]);
});

it("writes no absolute time when the start is now, so that tomorrow's run has the same hash", async () => {
  const today = await play("auto", "now");
  expect(today.journal).not.toMatch(/\d{4}-\d\d-\d\dT/);
  expect(today.hash).toBe((await play(60, "now")).hash);
});

it("sets a world up at its first instant, however fast its time goes and however slow the machine is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const journal = join(folder, "run.journal.jsonl");
  const scenario = await readScenarioFile(scenarioFile);
  const ringback = await createRingback({ port: 0, scenario, clock: 6_000, journal });
  await ringback.close();
  const setUp = readFileSync(journal, "utf8").split("\n").slice(1, 5);
  expect(setUp.map((line) => (JSON.parse(line) as { t: number; type: string }).type)).toEqual([
    "account.created",
    "person.added",
    "line.rented",
    "scenario.started",
  ]);
  expect(setUp.map((line) => (JSON.parse(line) as { t: number }).t)).toEqual([0, 0, 0, 0]);
});
