import type { Invoke } from "../../api/invoke.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import type { Blame, Failure, Warning } from "../report/report.ts";

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

/** Whether every step is done and every expectation that can be decided before the end is decided. */
export const isDecided = (_running: RunningWorld, _runId: string): boolean => true;

/** Judges a run that is over. Asks `control.world.state` where the scenario expects a state. */
export const judge = (
  _running: RunningWorld,
  _runId: string,
  facts: RunFacts,
  _invoke: Invoke,
): Promise<Judgement> =>
  Promise.resolve({
    passed: facts.failures.length === 0,
    failures: facts.failures,
    warnings: [],
    met: 0,
    expected: 0,
  });
