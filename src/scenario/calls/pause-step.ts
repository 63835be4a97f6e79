import type { JsonObject } from "../../kernel/json.ts";
import type { ScenarioList, ScenarioRun, World } from "../run-rows.ts";
import { wake } from "./stir-lists.ts";

/** The kind of timer at which the time of a step that waits is over. */
export const waitTimer = "scenario.wait";

/** What a step says of how long it waits, and what it keeps for the next time. */
interface Pause {
  readonly within?: number;
  readonly kept?: JsonObject;
  /** Somebody has to say what happens next, and time does not go to the limit by itself. */
  readonly asks?: boolean;
}

/** A step is run: for the first time, or because something happened. */
export const beginStep = ({ tables }: World, run: ScenarioRun, { id, waits, callId }: ScenarioList): void => {
  if (waits === undefined) tables.scenarioRuns.update(run.id, { stepsDone: run.stepsDone + 1 });
  if (waits !== undefined || callId !== undefined) {
    tables.scenarioLists.update(id, { stirred: undefined, ...(waits === undefined && { tool: undefined }) });
  }
};

/** Keeps a list at a step that is not over. What happened while it ran runs it again. */
export const pauseStep = (world: World, { id }: ScenarioList, { within, kept, asks }: Pause): void => {
  const { tables, clock } = world;
  const list = tables.scenarioLists.get(id);
  if (list === undefined) return;
  const { since = clock.now(), limitTimer, expired } = list.waits ?? {};
  const isBound = within !== undefined && limitTimer === undefined && expired !== true;
  const timer = !isBound
    ? limitTimer
    : clock.schedule({
        at: since + within,
        class: "limit",
        kind: waitTimer,
        payload: { list: id },
        ...(asks !== true && { unasked: true }),
      }).id;
  const waits = {
    since,
    ...(timer !== undefined && { limitTimer: timer }),
    ...(expired === true && { expired }),
    ...(kept !== undefined && { kept }),
  };
  const paused = tables.scenarioLists.update(id, { waits });
  if (paused.stirred === true) wake(world, paused);
};

/** The step is over, and nothing has to be waited for. */
export const endPause = ({ tables, clock }: World, { id }: ScenarioList): void => {
  const { waits } = tables.scenarioLists.get(id) ?? {};
  if (waits === undefined) return;
  if (waits.limitTimer !== undefined) clock.cancel(waits.limitTimer);
  tables.scenarioLists.update(id, { waits: undefined });
};

/** The time of a step that waits is over: it is run again, after all else that happens at this very instant. */
export const expirePause = (world: World, listId: string): void => {
  const { waits } = world.tables.scenarioLists.get(listId) ?? {};
  if (waits === undefined || waits.below === true) return;
  const { woken: _woken, limitTimer: _passed, ...rest } = waits;
  wake(world, world.tables.scenarioLists.update(listId, { waits: { ...rest, expired: true } }));
};
