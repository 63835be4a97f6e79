import type { World } from "../../run-rows.ts";
import { explainExpectation } from "../explain-expectation.ts";
import { fillExpectation } from "../judge/fill-expectation.ts";
import { expectationOf } from "./watch-expectations.ts";

/** The time of an expectation is over. */
export const passExpectationLimit = (world: World, id: string): void => {
  const row = world.tables.expectations.get(id);
  const run = row && world.tables.scenarioRuns.get(row.runId);
  const expectation = row && run && expectationOf(run, row);
  if (row === undefined || run === undefined || expectation === undefined || row.met) return;
  world.tables.expectations.update(id, { overdue: true, limitTimer: undefined });
  const what = explainExpectation(fillExpectation(expectation, run));
  world.announce("expectation.overdue", { run: run.id, line: expectation.where.line, what });
};
