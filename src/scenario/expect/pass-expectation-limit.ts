import type { World } from "../run-rows.ts";
import { explainExpectation } from "./explain-expectation.ts";
import { expectationOf, expectationTimer } from "./watch-expectations.ts";

/** The time of an expectation is over. */
export const passExpectationLimit = (world: World, id: string): void => {
  const row = world.tables.expectations.get(id);
  const run = row && world.tables.scenarioRuns.get(row.runId);
  const expectation = row && run && expectationOf(run, row);
  if (row === undefined || run === undefined || expectation === undefined || row.met) return;
  if (isInTime(world)) {
    // What happens at the very instant is in time: the story of this instant comes first.
    const timer = { at: world.clock.now(), class: "limit", kind: expectationTimer } as const;
    const { id: limitTimer } = world.clock.schedule({ ...timer, payload: { expectation: id } });
    world.tables.expectations.update(id, { limitTimer });
    return;
  }
  world.tables.expectations.update(id, { overdue: true, limitTimer: undefined });
  const what = explainExpectation(expectation);
  world.announce("expectation.overdue", { run: run.id, line: expectation.where.line, what });
};

const isInTime = ({ clock }: World): boolean =>
  clock.timers().some(({ at, class: kind }) => kind === "story" && at <= clock.now());
