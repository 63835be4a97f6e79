import type { Invoke } from "../api/invoke.ts";
import type { RunningWorld } from "../api/running-world.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import { fillReferences } from "./references/references.ts";
import { valueOfReference } from "./references/value-of-reference.ts";
import { listAt } from "./rules/list-at.ts";
import { openList } from "./rules/watch-rules.ts";
import type { Scenario, ScriptList } from "./scenario.ts";
import { endStep, nextStep } from "./script-run.ts";
import type { StepContext } from "./steps/step-definition.ts";
import { steps } from "./steps/steps.ts";

type Tables = RunningWorld["world"]["tables"];
type ScenarioList = NonNullable<ReturnType<Tables["scenarioLists"]["get"]>>;
type ScenarioRun = NonNullable<ReturnType<Tables["scenarioRuns"]["get"]>>;

/** Plays scenarios in a world: each run and each list of steps on its way is a row, each step to come a timer, so that a snapshot holds both. */
export class ScenarioPlayer {
  readonly #running: RunningWorld;
  readonly #invoke: Invoke;
  readonly #onWarning: (warning: string) => void;

  constructor(running: RunningWorld, invoke: Invoke, onWarning: (warning: string) => void) {
    this.#running = running;
    this.#invoke = invoke;
    this.#onWarning = onWarning;
  }

  /** Gives the scenario's people their telephones, rents its lines, and sets its script going. */
  async load(scenario: Scenario, hash: string): Promise<void> {
    const { world } = this.#running;
    requireStart(scenario, world.clock.now());
    for (const [name, { number }] of Object.entries(scenario.people)) {
      await this.#setUp(`people.${name}`, "control.people.add", { name, number });
    }
    const startedAt = world.clock.now();
    const run = world.tables.scenarioRuns.insert({
      id: world.nextId("run"),
      name: scenario.name,
      hash,
      document: scenario,
      startedAt,
      lineNames: await this.#rentLines(scenario),
      saved: {},
      ended: false,
    });
    const list = openList(world, run, "", startedAt);
    world.announce("scenario.started", { run: run.id, name: scenario.name });
    this.#scheduleNext(list);
  }

  /** Begins a list that a rule opened. What is due at once comes before anything else of this instant. */
  async begin(listId: string): Promise<void> {
    const { clock, tables } = this.#running.world;
    const list = tables.scenarioLists.get(listId);
    if (list !== undefined && this.#scheduleNext(list, clock.now())) await this.step(listId);
  }

  /** Runs the step whose turn it is in a list, and sets the timer for the one after. */
  async step(listId: string): Promise<void> {
    const { clock, tables } = this.#running.world;
    const list = tables.scenarioLists.get(listId);
    const run = list && tables.scenarioRuns.get(list.runId);
    if (list === undefined || run === undefined) return;
    const step = listAt(run.document as Scenario, list.path)?.script[list.nextStep];
    if (step === undefined) return;
    const definition = steps.find(({ name }) => name === step.name);
    try {
      const { ownNames = [] } = definition ?? {};
      const input = fillReferences(step.input, (reference) =>
        ownNames.includes(reference.name) ? reference.written : valueOfReference(reference, run),
      );
      await definition?.run(input, this.#contextOf(run));
    } catch (error) {
      this.#tellFailure(run, step.name, step.where.line, error);
    }
    const end = clock.now() + (definition?.lasts?.(step.input) ?? 0);
    const state = endStep({ index: list.nextStep, previousEnd: list.previousEnd }, end);
    this.#scheduleNext(
      tables.scenarioLists.update(listId, { nextStep: state.index, previousEnd: state.previousEnd }),
    );
  }

  /** Does what the file's frame asks for; a refusal is told with the name of the entry that asked. */
  async #setUp(entry: string, operation: string, input: JsonObject): Promise<JsonObject> {
    try {
      return await this.#invoke(operation, input);
    } catch (error) {
      if (!(error instanceof RingbackError)) throw error;
      throw new RingbackError("scenario_invalid", `${entry}: ${error.message}`, { entry }, { cause: error });
    }
  }

  async #rentLines({ lines }: Scenario): Promise<Record<string, string>> {
    const numbers: Record<string, string> = {};
    for (const [name, { balanceCents, ...line }] of Object.entries(lines)) {
      const balance: JsonObject = balanceCents === undefined ? {} : { balanceMinor: balanceCents };
      const { number } = await this.#setUp(`lines.${name}`, "control.lines.create", { ...line, ...balance });
      numbers[name] = typeof number === "string" ? number : "";
    }
    return numbers;
  }

  /** Sets the timer for a list's next step. One due by `atOnce` gets none, and the answer is true. */
  #scheduleNext(list: ScenarioList, atOnce = Number.NEGATIVE_INFINITY): boolean {
    const { tables, clock } = this.#running.world;
    const run = tables.scenarioRuns.get(list.runId);
    const script = run && listAt(run.document as Scenario, list.path);
    if (run === undefined || script === undefined) return false;
    const due = nextStep(script, run.startedAt, { index: list.nextStep, previousEnd: list.previousEnd });
    if (due === undefined) this.#end(run, list);
    if (due?.warning !== undefined) this.#onWarning(due.warning);
    if (due === undefined || due.at <= atOnce) return due !== undefined;
    clock.schedule({ at: due.at, class: "story", kind: "scenario.step", payload: { list: list.id } });
    return false;
  }

  /** A list has no steps left. The story is over when that is so of every list on its way. */
  #end(run: ScenarioRun, list: ScenarioList): void {
    const { world } = this.#running;
    const { scenarioLists, scenarioRuns } = world.tables;
    if (list.armed) scenarioLists.update(list.id, { over: true });
    else scenarioLists.remove(list.id);
    if (run.ended || scenarioLists.by("run", run.id).some(({ over }) => !over)) return;
    scenarioRuns.update(run.id, { ended: true });
    world.announce("scenario.ended", { run: run.id, name: run.name });
  }

  #contextOf(run: ScenarioRun): StepContext {
    const { world } = this.#running;
    const { people } = run.document as Scenario;
    return {
      invoke: this.#invoke,
      note: (text) => world.announce("scenario.noted", { run: run.id, text }),
      save: (name, value) => {
        const { saved } = world.tables.scenarioRuns.get(run.id) ?? run;
        world.tables.scenarioRuns.update(run.id, { saved: { ...saved, [name]: value } });
      },
      numberOf: (name) => {
        const number = people[name]?.number ?? run.lineNames[name];
        if (number !== undefined) return number;
        throw new RingbackError("scenario_invalid", `The scenario has no person and no line named ${name}.`);
      },
    };
  }

  #tellFailure(run: ScenarioRun, step: string, line: number, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.#running.world.announce("scenario.step.failed", { run: run.id, step, line, why });
    this.#onWarning(`The step ${step} in line ${line} of the scenario ${run.name} could not be done: ${why}`);
  }
}

/** A step may not be due before its world begins; better to say so before anything has happened. */
const requireStart = (list: ScriptList, start: number): void => {
  for (const index of list.script.keys()) nextStep(list, start, { index, previousEnd: start });
  for (const rule of list.rules ?? []) requireStart(rule.do, start);
};
