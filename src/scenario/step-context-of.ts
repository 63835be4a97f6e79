import type { Invoke } from "../api/invoke.ts";
import { RingbackError } from "../kernel/errors.ts";
import { callOfList, callPartsOf } from "./calls/call-parts-of.ts";
import { armExpectations } from "./expect/watch/watch-expectations.ts";
import { faultKeeper } from "./frame/fault-keeper.ts";
import { keepWorldSoon } from "./keep-world.ts";
import { numberOfParty } from "./number-of-party.ts";
import type { ScenarioList, ScenarioRun, World } from "./run-rows.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";
import type { StepContext } from "./steps/step-definition.ts";

/** What a step of a run may do. */
export const stepContextOf = (
  world: World,
  run: ScenarioRun,
  step: ScenarioStep,
  invoke: Invoke,
  list: ScenarioList,
): StepContext => ({
  ...callPartsOf(world, list),
  get call() {
    return callOfList(world, list.id);
  },
  hasOtherwise: step.otherwise !== undefined,
  sentText: list.messageId,
  keepWorld: (name) => keepWorldSoon(world, run, step, name),
  invoke: (operation, input, { as } = {}) => {
    if (as === undefined) return invoke(operation, input);
    // What is no name of the file's came from a reference: the id of an account that the story made.
    const account = Object.hasOwn(run.accountIds, as) ? run.accountIds[as] : as;
    return invoke(operation, input, { as: account });
  },
  note: (text) => world.announce("scenario.noted", { run: run.id, text }),
  save: (name, value) => {
    const { saved } = world.tables.scenarioRuns.get(run.id) ?? run;
    world.tables.scenarioRuns.update(run.id, { saved: { ...saved, [name]: value } });
    armExpectations(world, run.id);
  },
  numberOf: (name) => {
    const number = numberOfParty(run)(name);
    if (number !== undefined) return number;
    throw new RingbackError("scenario_invalid", `The scenario has no person and no line named ${name}.`);
  },
  agentOf: (name) => {
    const { agentIds = {} } = run;
    const id = Object.hasOwn(agentIds, name) ? agentIds[name] : undefined;
    // What is no name of the file's came from a reference: the id of an agent that the story made.
    if (id === undefined) return { id: name };
    const account = (run.document as Scenario).agents?.[name]?.account;
    return { id, ...(account !== undefined && { account }) };
  },
  ...faultKeeper(world, run.id, step.where),
});
