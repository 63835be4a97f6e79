import type { Invoke } from "../../api/invoke.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { blames } from "../report/report.ts";
import type { Blame, Failure, Warning } from "../report/report.ts";
import type { ExpectationRow } from "../run-rows.ts";
import type { Scenario, ScenarioExpectation } from "../scenario.ts";
import { failBudget } from "./fail-budget.ts";
import { failEvent, failNever, failOrder, type Told } from "./fail-expectation.ts";
import { failState } from "./fail-state.ts";
import { failSteps } from "./fail-steps.ts";
import { failUnarmed } from "./fail-unarmed.ts";
import { nameState } from "./name-state.ts";
import { RunView } from "./run-view.ts";
import { warnAboutRun } from "./warn-about-run.ts";

/** What is known of a run besides what its world can tell. */
export interface RunFacts {
  /** The scenario's file, as messages name it. */
  readonly file: string;
  /** Whether anybody was there to blame: a process, or the code of a test. */
  readonly hasAgent: boolean;
  /** Exceptions and answers off their contract, a sentence each. */
  readonly bugs: readonly string[];
  /** What went wrong around the world: the agent's process, its time, its exit code. */
  readonly failures: readonly Failure[];
}

/** Whether a scenario passed, and what is to be said about it. */
export interface Judgement {
  readonly passed: boolean;
  readonly blame?: Blame;
  readonly failures: readonly Failure[];
  readonly warnings: readonly Warning[];
  readonly met: number;
  readonly expected: number;
}

/**
 * Whether every step is done and every expectation that can be decided before the end is decided. A scenario that
 * expects only what shows at the end is not decided before it.
 */
export const isDecided = ({ world: { tables } }: RunningWorld, runId: string): boolean => {
  const run = tables.scenarioRuns.get(runId);
  if (run === undefined || !run.ended) return false;
  const { expect = [] } = run.document as Scenario;
  const rows = tables.expectations.by("run", runId);
  const early = rows.filter(({ place }) => isSeenEarly(expect[place]));
  return early.every(({ met, overdue }) => met || overdue) && (early.length > 0 || rows.length === 0);
};

const isSeenEarly = (expectation: ScenarioExpectation | undefined): boolean =>
  expectation?.kind === "event" || expectation?.kind === "order";

/** Judges a run that is over. Asks for `control.world.state` where the scenario expects a state. */
export const judge = async (
  running: RunningWorld,
  runId: string,
  facts: RunFacts,
  invoke: Invoke,
): Promise<Judgement> => {
  const { tables, clock } = running.world;
  const run = tables.scenarioRuns.get(runId);
  if (run === undefined) throw new Error(`There is no run ${runId} to judge.`);
  const view = new RunView(running, run, facts.file);
  const rows = tables.expectations.by("run", runId);
  const { expect = [] } = view.scenario;
  const wantsState = expect.some(({ kind }) => kind === "state");
  const state = wantsState
    ? nameState(await invoke("control.world.state", {}), run.lineNames, run.accountIds)
    : {};
  const whose: Blame = facts.hasAgent ? "agent" : "scenario";
  const unmet = rows.flatMap((row) => {
    const expectation = expect[row.place];
    if (expectation === undefined) return [];
    const told = failExpectation(view.filled(expectation), row, {
      view,
      state,
      time: clock.now() - run.startedAt,
    });
    const place = view.place(expectation.where);
    const unarmed = row.armedAt === undefined ? [failUnarmed(expectation, view, whose)] : undefined;
    return [unarmed ?? told.map((failure): Failure => ({ ...failure, blame: whose, place }))];
  });
  const failures = [
    ...facts.bugs.map(tellBug),
    ...failSteps(view, facts.hasAgent),
    ...facts.failures,
    ...unmet.flat(),
  ];
  return conclude(
    failures.length > 0 && run.notEmulated !== undefined
      ? [tellNotEmulated(run.notEmulated.operation), ...failures]
      : failures,
    warnAboutRun(running, run, view),
    unmet.filter((failed) => failed.length === 0).length,
    rows.length,
  );
};

const conclude = (
  failures: readonly Failure[],
  warnings: readonly Warning[],
  met: number,
  expected: number,
): Judgement => {
  const blame = blames.find((known) => failures.some((failure) => failure.blame === known));
  const passed = failures.length === 0;
  return { passed, ...(blame !== undefined && { blame }), failures, warnings, met, expected };
};

interface Evidence {
  readonly view: RunView;
  readonly state: JsonObject;
  /** Milliseconds of the world's time from the start to the end. */
  readonly time: number;
}

const failExpectation = (
  expectation: ScenarioExpectation,
  row: ExpectationRow,
  { view, state, time }: Evidence,
): readonly Told[] => {
  switch (expectation.kind) {
    case "event":
      return listed(failEvent(expectation, row, view));
    case "order":
      return listed(failOrder(expectation, row, view));
    case "never":
      return listed(failNever(expectation, row, view));
    case "state":
      return failState(expectation, state, view);
    case "budget":
      return failBudget(expectation, row, time);
  }
};

const listed = (told: Told | undefined): readonly Told[] => (told === undefined ? [] : [told]);

const tellBug = (bug: string): Failure => ({
  code: "ringback_bug",
  blame: "ringback",
  message: `ringback did something wrong: ${bug}`,
  cure: "Neither the agent nor the scenario is to blame. Please report it with the journal (--journal).",
});

const tellNotEmulated = (operation: string): Failure => ({
  code: "not_emulated",
  blame: "not emulated",
  message: `The agent asked for ${operation}, which is real but not played here, before this went wrong.`,
  cure: "See docs/emulated.md for what is played; have the agent do without it.",
});
