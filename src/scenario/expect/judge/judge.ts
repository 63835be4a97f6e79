import type { Invoke } from "../../../api/invoke.ts";
import type { RunningWorld } from "../../../api/running-world.ts";
import { blames } from "../../report/report.ts";
import type { FailureCode } from "../../report/failure-codes.ts";
import type { Blame, Failure, Place, Warning } from "../../report/report.ts";
import { runCost } from "../../run-cost.ts";
import type { Scenario, ScenarioExpectation } from "../../scenario.ts";
import { failExpectation } from "./fail-expectation.ts";
import { failSteps } from "./fail-steps.ts";
import { failUnarmed } from "./fail-unarmed.ts";
import { fillExpectation } from "./fill-expectation.ts";
import { nameState } from "./name-state.ts";
import { RunView } from "./run-view.ts";
import { tellNotEmulated } from "./tell-not-emulated.ts";
import { tellStandstill } from "./tell-standstill.ts";
import type { Told, Wrong } from "./told.ts";
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
 * expects only what shows at the end is not decided before it, and that something happens at most so often shows there.
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
  expectation?.kind === "order" || (expectation?.kind === "event" && (expectation.times.least ?? 0) > 0);

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
  const standstill = facts.hasAgent ? tellStandstill(running.world, view, rows) : undefined;
  const evidence = { view, state, time: clock.now() - run.startedAt, cost: runCost(tables, run) };
  const unmet = rows.flatMap((row): Wrong[][] => {
    const expectation = expect[row.place];
    if (expectation === undefined) return [];
    if (row.armedAt === undefined) {
      return [[atTheEnd(failUnarmed(expectation, view, rows, facts.hasAgent))]];
    }
    const told = failExpectation(fillExpectation(expectation, run), row, evidence);
    const known = { hasAgent: facts.hasAgent, place: view.place(expectation.where), standstill };
    return [told.map((one) => blameTold(one, known))];
  });
  const wrongs = [
    ...facts.bugs.map(tellBug).map(atTheEnd),
    ...failSteps(view, facts.hasAgent),
    ...facts.failures.map(atTheEnd),
    ...unmet.flat(),
  ];
  const refused = tellNotEmulated(run.notEmulated, wrongs);
  const failures = wrongs.map(({ failure }) => failure);
  return conclude(
    refused === undefined ? failures : [refused, ...failures],
    warnAboutRun(running, run, view, facts.hasAgent),
    unmet.filter((failed) => failed.length === 0).length,
    rows.length,
  );
};

interface Known {
  readonly hasAgent: boolean;
  readonly place: Place;
  /** That the agent waited for time to move, in vain. */
  readonly standstill: string | undefined;
}

const blameTold = ({ moment, ...told }: Told, { hasAgent, place, standstill }: Known): Wrong => {
  const blame = hasAgent ? "agent" : "scenario";
  const isHeld = standstill !== undefined && lackTime.includes(told.code);
  const cure = isHeld ? `${standstill} ${told.cure}` : told.cure;
  return { failure: { ...told, cure, blame, place }, moment };
};

/** What time alone could have put right. */
const lackTime: readonly string[] = ["expectation_not_met", "expectation_too_late"] satisfies FailureCode[];

const atTheEnd = (failure: Failure): Wrong => ({ failure, moment: "end" });

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

const tellBug = (bug: string): Failure => ({
  code: "ringback_bug",
  blame: "ringback",
  message: `ringback did something wrong: ${bug}`,
  cure: "Neither the agent nor the scenario is to blame. Please report it with the journal (--journal).",
});
