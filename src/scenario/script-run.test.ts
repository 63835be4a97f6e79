import { describe, expect, it } from "vitest";
import { RingbackError } from "../kernel/errors.ts";
import { readScenario } from "./read-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { endStep, nextStep, startScript } from "./script-run.ts";

const start = Date.UTC(2026, 3, 1, 10, 22);
const scenarioOf = (...items: string[]): Scenario =>
  readScenario(
    `version: 1\nname: x\nseed: 1\n${items.length === 0 ? "" : "script:\n"}${items.map((item) => `  - { ${item} }\n`).join("")}`,
    "a.yaml",
  ).scenario;

/** Plays a script in which each step takes so long; answers when each began, counted from the start. */
const play = (items: string[], took: number, listStart = start): (number | string)[] => {
  const scenario = scenarioOf(...items);
  const begun: (number | string)[] = [];
  let state = startScript(listStart);
  for (
    let due = nextStep(scenario, start, state);
    due !== undefined;
    due = nextStep(scenario, start, state)
  ) {
    begun.push(due.at - start);
    if (due.warning !== undefined) begun.push(due.warning);
    state = endStep(JSON.parse(JSON.stringify(state)), due.at + took);
  }
  return begun;
};

describe("a script", () => {
  it("runs steps without a time one after the other", () => {
    expect(play(["note: a", "note: b", "note: c"], 0)).toEqual([0, 0, 0]);
    expect(play(["note: a", "note: b"], 400)).toEqual([0, 400]);
  });

  it("counts `after` from the end of the step before, and first from the start of the list", () => {
    expect(play(["after: 19s, note: a", "after: 1m, note: b"], 5000)).toEqual([19_000, 84_000]);
    expect(play(["after: 19s, note: a"], 0, start + 1000)).toEqual([20_000]);
  });

  it("counts `at` from the start of the scenario", () => {
    expect(play(["after: 3s, note: a", "at: 10s, note: b", "after: 1s, note: c"], 0)).toEqual([
      3000, 10_000, 11_000,
    ]);
    expect(play(["at: 10s, note: a"], 0, start + 1000)).toEqual([10_000]);
  });

  it("waits for a fixed moment", () => {
    expect(play(["at: 2026-04-01T10:23:00Z, note: a"], 0)).toEqual([60_000]);
  });

  it("runs a step at once whose time is over, and says so", () => {
    expect(play(["at: 10s, note: a", "at: 10s, note: b"], 2500)).toEqual([
      10_000,
      12_500,
      "The step `note` in line 6, column 16, was due at 2026-04-01T10:22:10.000Z, but the step before it ended only at " +
        "2026-04-01T10:22:12.500Z; it runs at once.",
    ]);
  });

  it("does not call a step late that is due at that very instant", () => {
    expect(play(["at: 10s, note: a", "at: 10s, note: b"], 0)).toEqual([10_000, 10_000]);
  });

  it("refuses a fixed moment before the scenario's start", () => {
    const scenario = scenarioOf("at: 2026-04-01T10:21:59Z, note: a");
    expect(() => nextStep(scenario, start, startScript(start))).toThrow(RingbackError);
    expect(() => nextStep(scenario, start, startScript(start))).toThrow(/before the scenario starts/);
  });

  it("is over after its last step, or at once without steps", () => {
    expect(nextStep(scenarioOf(), start, startScript(start))).toBeUndefined();
    expect(nextStep(scenarioOf("note: a"), start, { index: 1, previousEnd: start })).toBeUndefined();
  });
});
