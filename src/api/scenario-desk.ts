import type { OutputOf, Operations } from "../contract/operations.ts";
import type { RunningWorld } from "./running-world.ts";

/** A scenario as somebody handed it in. */
export interface WrittenScenario {
  readonly text: string;
  /** What messages call its file. */
  readonly file: string;
  /** The texts of the files it includes, by their paths from its own folder. */
  readonly includes?: Readonly<Record<string, string>> | undefined;
  /** The row of its examples that is meant, by its label. */
  readonly example?: string | undefined;
}

/** Reads scenarios and plays them in worlds. The room of scenarios stands behind it. */
export interface ScenarioDesk {
  /** Tells every mistake; a scenario that is wrong is an answer, too. */
  validate(written: WrittenScenario): Promise<OutputOf<Operations["control.scenarios.validate"]>>;
  /** Sets a scenario going in a world that is up. Throws `scenario_invalid`, with every mistake in the details. */
  play(
    running: RunningWorld,
    written: WrittenScenario,
  ): Promise<OutputOf<Operations["control.scenarios.play"]>>;
  /** How it stands with everything that a run expects. */
  expectations(
    running: RunningWorld,
    runId: string,
  ): Promise<OutputOf<Operations["control.scenarios.status"]>["expectations"]>;
  /** From now on no step of the run begins. */
  pause(running: RunningWorld, runId: string): void;
  /** The run goes on, at once with what came due meanwhile. */
  resume(running: RunningWorld, runId: string): Promise<void>;
  /** Runs the next step of the run now, and leaves the run paused. Answers which it was, if any was left. */
  step(running: RunningWorld, runId: string): Promise<{ step: string; line: number } | undefined>;
  /** Judges a run: nothing more is to be expected of the agent. */
  finish(running: RunningWorld, runId: string): Promise<OutputOf<Operations["control.scenarios.finish"]>>;
}
