import type { WorldEvent } from "../../../contract/events.ts";
import type { ExpectationRow, ScenarioRun, World } from "../../run-rows.ts";
import type { Scenario, ScenarioExpectation } from "../../scenario.ts";
import { referencesHaveValues } from "./arm.ts";
import { compareWithEvent } from "./compare-with-event.ts";

/** The kind of timer at which an expectation's time is over. */
export const expectationTimer = "expectation.limit";

/** Writes down what a run expects, and begins to look for what needs no value that is still to come. */
export const openExpectations = (world: World, run: ScenarioRun): void => {
  for (const [place] of (run.document as Scenario).expect?.entries() ?? []) {
    world.tables.expectations.insert({
      id: world.nextId("expectation"),
      runId: run.id,
      place,
      open: true,
      met: false,
      overdue: false,
      found: [],
      count: 0,
      used: {},
    });
  }
  armExpectations(world, run.id);
};

/** Arms whatever of a run's expectations has all its values now. To be called when a value was saved. */
export const armExpectations = (world: World, runId: string): void => {
  const { tables, clock } = world;
  const run = tables.scenarioRuns.get(runId);
  if (run === undefined) return;
  for (const row of tables.expectations.by("run", runId)) {
    if (row.armedAt !== undefined || !row.open) continue;
    const expectation = expectationOf(run, row);
    if (expectation === undefined || !referencesHaveValues(expectation, run)) continue;
    const armedAt = clock.now();
    const within = "within" in expectation ? expectation.within : undefined;
    const timer =
      within === undefined
        ? undefined
        : clock.schedule({
            // What happens at the very instant is in time, so it is over only after that.
            at: armedAt + within + 1,
            class: "limit",
            kind: expectationTimer,
            payload: { expectation: row.id },
          });
    tables.expectations.update(row.id, { armedAt, limitTimer: timer?.id });
  }
};

/** Compares every event of a world with what the runs in it expect. */
export const watchExpectations = (world: World): void => {
  const { tables } = world;
  world.events.subscribe((event) => {
    noteNotEmulated(world, event);
    // A copy: those that are met leave the list. What one captures may arm another, which looks from the next event on
    // wherever it stands in the file.
    for (const row of tables.expectations.by("open", "open").filter(({ armedAt }) => armedAt !== undefined)) {
      const run = tables.scenarioRuns.get(row.runId);
      const expectation = run && expectationOf(run, row);
      if (run === undefined || expectation === undefined) continue;
      if (compareWithEvent(world, run, row, expectation, event)) armExpectations(world, run.id);
    }
  });
};

/** What a row stands for. */
export const expectationOf = (run: ScenarioRun, { place }: ExpectationRow): ScenarioExpectation | undefined =>
  (run.document as Scenario).expect?.[place];

const noteNotEmulated = (world: World, event: WorldEvent): void => {
  if (event.type !== "request.answered" || event.outcome !== "not_emulated" || event.by !== "agent") return;
  for (const run of world.tables.scenarioRuns.all()) {
    if (run.notEmulated !== undefined || run.verdict !== undefined) continue;
    const { operation, at, seq } = event;
    world.tables.scenarioRuns.update(run.id, { notEmulated: { operation, at, seq } });
  }
};
