import type { scenarioOperations } from "../../contract/control/scenarios.ts";
import type { OutputOf } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { ScenarioRun } from "../../world/scenario-entities.ts";
import type { Context, HandlersOf } from "../context.ts";

type Status = OutputOf<(typeof scenarioOperations)["control.scenarios.status"]>;

/** What messages call a file that nobody named. */
const unnamedFile = "scenario.yaml";

export const scenarioHandlers: HandlersOf<typeof scenarioOperations> = {
  "control.scenarios.validate": ({ text, file = unnamedFile, includes }, { scenarios }) =>
    scenarios.validate({ text, file, includes }),
  "control.scenarios.play": ({ text, file = unnamedFile, includes, example }, { running, scenarios }) =>
    scenarios.play(running, { text, file, includes, example }),
  "control.scenarios.list": async (_input, context) => {
    const runs = [...context.running.world.tables.scenarioRuns.all()];
    return { scenarios: await Promise.all(runs.map(({ id }) => readStatus(id, context))) };
  },
  "control.scenarios.status": ({ runId }, context) => readStatus(runId, context),
  "control.scenarios.pause": ({ runId }, context) => {
    requireRun(runId, context);
    context.scenarios.pause(context.running, runId);
    return readStatus(runId, context);
  },
  "control.scenarios.resume": async ({ runId }, context) => {
    requireRun(runId, context);
    await context.scenarios.resume(context.running, runId);
    return readStatus(runId, context);
  },
  "control.scenarios.step": async ({ runId }, context) => {
    requireRun(runId, context);
    const ran = await context.scenarios.step(context.running, runId);
    return { ...(await readStatus(runId, context)), ran: ran ?? null };
  },
  "control.scenarios.finish": ({ runId }, context) => {
    requireRun(runId, context);
    return context.scenarios.finish(context.running, runId);
  },
};

const requireRun = (id: string, { running }: Context): ScenarioRun => {
  const run = running.world.tables.scenarioRuns.get(id);
  if (run !== undefined) return run;
  const cure = "GET /_ringback/scenarios lists those there are.";
  throw new RingbackError("not_found", `No scenario is played as ${id} in this world. ${cure}`, {
    resource: "scenario run",
    id,
  });
};

const readStatus = async (runId: string, context: Context): Promise<Status> => {
  const run = requireRun(runId, context);
  const { document, id, name, file, startedAt, ended, paused = false, stepsDone, stepsFailed } = run;
  const { example } = document;
  return {
    run: id,
    name,
    ...(file !== undefined && { file }),
    ...(typeof example === "string" && { example }),
    startedAt: toMillisecondText(startedAt),
    ended,
    paused,
    steps: { done: stepsDone, failed: stepsFailed },
    expectations: await context.scenarios.expectations(context.running, runId),
  };
};
