import { listAt } from "./rules/list-at.ts";
import type { ScenarioList, World } from "./run-rows.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";

/** The kind of timer at which the step of a list begins whose turn it is. */
export const stepTimer = "scenario.step";

/** Lets none of a run's steps begin. Its timers stay, and time goes on. */
export const pauseRun = (world: World, runId: string): void => {
  const run = world.tables.scenarioRuns.get(runId);
  if (run === undefined || run.paused === true) return;
  world.tables.scenarioRuns.update(runId, { paused: true });
  world.announce("scenario.paused", { run: runId, name: run.name });
};

/** Keeps a step that came due while its run was paused, after those that came due before it. */
export const holdStep = ({ tables }: World, { id, runId }: ScenarioList): void => {
  const held = tables.scenarioLists.by("run", runId).map((list) => list.held ?? 0);
  tables.scenarioLists.update(id, { held: Math.max(...held) + 1 });
};

/** Lets a paused run go on: what came due meanwhile begins at once, in the order in which it came due. */
export const resumeRun = async (world: World, runId: string): Promise<void> => {
  const { tables, clock } = world;
  const run = tables.scenarioRuns.get(runId);
  if (run?.paused !== true) return;
  tables.scenarioRuns.update(runId, { paused: undefined });
  world.announce("scenario.resumed", { run: runId, name: run.name });
  for (const list of heldLists(world, runId)) beginNow(world, list, {});
  await clock.advance(0);
};

/** Runs the next step of a run now, whenever it is due, and leaves the run paused. Answers which it was. */
export const stepRun = async (world: World, runId: string): Promise<ScenarioStep | undefined> => {
  pauseRun(world, runId);
  // Whatever is due already is held from here on, and so has its place in the order.
  await world.clock.advance(0);
  const list = heldLists(world, runId)[0] ?? nextList(world, runId);
  if (list === undefined) return undefined;
  const { document } = world.tables.scenarioRuns.get(runId) ?? {};
  const step = listAt(document as Scenario, list.path)?.script[list.nextStep];
  beginNow(world, list, { asked: true });
  await world.clock.advance(0);
  return step;
};

const heldLists = ({ tables }: World, runId: string): ScenarioList[] =>
  tables.scenarioLists
    .by("run", runId)
    .filter(({ held }) => held !== undefined)
    .toSorted((one, other) => (one.held ?? 0) - (other.held ?? 0));

/** The list of a run whose timer is the first to fire; the timer is taken away. */
const nextList = ({ tables, clock }: World, runId: string): ScenarioList | undefined => {
  for (const { id, kind, payload } of clock.timers()) {
    const { list: listId } = payload;
    if (kind !== stepTimer || typeof listId !== "string") continue;
    const list = tables.scenarioLists.get(listId);
    if (list?.runId !== runId) continue;
    clock.cancel(id);
    return list;
  }
  return undefined;
};

const beginNow = ({ tables, clock }: World, { id }: ScenarioList, order: { asked?: true }): void => {
  tables.scenarioLists.update(id, { held: undefined });
  clock.schedule({ at: clock.now(), class: "story", kind: stepTimer, payload: { list: id, ...order } });
};
