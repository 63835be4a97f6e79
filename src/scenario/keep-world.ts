import type { Invoke } from "../api/invoke.ts";
import { noteFailedStep } from "./note-failed-step.ts";
import type { ScenarioRun, World } from "./run-rows.ts";
import type { ScenarioStep, Where } from "./scenario.ts";

/** The kind of timer at which a world is kept under a name. */
export const snapshotTimer = "scenario.snapshot";

/**
 * Has a world kept under a name once the step that wants it is over: a snapshot stands between two things that happen, or
 * a list would be left in the middle of a step.
 */
export const keepWorldSoon = (
  { clock }: World,
  run: ScenarioRun,
  { where }: ScenarioStep,
  name: string,
): void =>
  void clock.schedule({
    at: clock.now(),
    class: "story",
    kind: snapshotTimer,
    payload: { run: run.id, name, where },
    unasked: true,
  });

/** Keeps the world. What stands in the way is a failure of its step. */
export const keepWorld = async (
  world: World,
  { run: runId, name, where }: Readonly<Record<string, unknown>>,
  invoke: Invoke,
): Promise<void> => {
  try {
    await invoke("control.worlds.keep", { name: world.name, as: String(name) });
  } catch (error) {
    const run = world.tables.scenarioRuns.get(String(runId));
    const step = { name: "snapshot", input: String(name), where: where as Where };
    if (run !== undefined) noteFailedStep(world, run, step, error);
  }
};
