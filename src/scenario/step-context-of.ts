import type { Invoke } from "../api/invoke.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { callOfList } from "./calls/call-of-list.ts";
import { placeInList } from "./calls/place-in-list.ts";
import { armExpectations } from "./expect/watch/watch-expectations.ts";
import type { FaultData } from "./frame/faults.ts";
import { keepFault } from "./frame/keep-fault.ts";
import { takeFaults } from "./frame/take-faults.ts";
import { keepWorldSoon } from "./keep-world.ts";
import { numberOfParty } from "./number-of-party.ts";
import type { ScenarioList, ScenarioRun, World } from "./run-rows.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";
import type { AgentOfStep, StepCall, StepContext, StepWaited } from "./steps/step-definition.ts";

/** What a step of a run may do. */
export const stepContextOf = (
  world: World,
  run: ScenarioRun,
  step: ScenarioStep,
  invoke: Invoke,
  list: ScenarioList,
): StepContext => new StepOfRun(world, run, step, invoke, list);

// A class, since an object with a getter that is written out for each step costs more than all that the step does.
class StepOfRun implements StepContext {
  readonly #world: World;
  readonly #run: ScenarioRun;
  readonly #step: ScenarioStep;
  readonly #list: ScenarioList;
  readonly invoke: StepContext["invoke"];
  readonly waited: StepWaited | undefined;

  constructor(world: World, run: ScenarioRun, step: ScenarioStep, invoke: Invoke, list: ScenarioList) {
    this.#world = world;
    this.#run = run;
    this.#step = step;
    this.#list = list;
    this.waited = waitedOf(world, list);
    this.invoke = (operation, input, { as } = {}) => {
      if (as === undefined) return invoke(operation, input);
      // What is no name of the file's came from a reference: the id of an account that the story made.
      const account = Object.hasOwn(run.accountIds, as) ? run.accountIds[as] : as;
      return invoke(operation, input, { as: account });
    };
  }

  get call(): StepCall | undefined {
    return callOfList(this.#world, this.#list.id);
  }

  get hasOtherwise(): boolean {
    return this.#step.otherwise !== undefined;
  }

  get sentText(): string | undefined {
    return this.#list.messageId;
  }

  placeCall(from: string, to: string, isPlayed: boolean, place: () => Promise<JsonObject>): Promise<void> {
    return placeInList(this.#world, this.#list.id, { from, to, isPlayed }, place);
  }

  keepWorld(name: string): void {
    keepWorldSoon(this.#world, this.#run, this.#step, name);
  }

  note(text: string): void {
    this.#world.announce("scenario.noted", { run: this.#run.id, text });
  }

  save(name: string, value: Json): void {
    const { tables } = this.#world;
    const { id, saved } = tables.scenarioRuns.get(this.#run.id) ?? this.#run;
    tables.scenarioRuns.update(id, { saved: { ...saved, [name]: value } });
    armExpectations(this.#world, id);
  }

  numberOf(name: string): string {
    const number = numberOfParty(this.#run)(name);
    if (number !== undefined) return number;
    throw new RingbackError("scenario_invalid", `The scenario has no person and no line named ${name}.`);
  }

  agentOf(name: string): AgentOfStep {
    const { agentIds = {}, document } = this.#run;
    const id = Object.hasOwn(agentIds, name) ? agentIds[name] : undefined;
    // What is no name of the file's came from a reference: the id of an agent that the story made.
    if (id === undefined) return { id: name };
    const account = (document as Scenario).agents?.[name]?.account;
    return { id, ...(account !== undefined && { account }) };
  }

  keepFault(id: string, fault: FaultData): void {
    keepFault(this.#world, this.#run.id, id, { ...fault, where: this.#step.where });
  }

  takeFaults(name: string): readonly string[] {
    return takeFaults(this.#world, this.#run.id, name);
  }
}

const waitedOf = ({ tables }: World, { id, waits }: ScenarioList): StepWaited | undefined => {
  if (waits === undefined) return undefined;
  const { kept = {}, expired = false } = waits;
  return { kept, expired, tool: tables.scenarioLists.get(id)?.tool };
};
