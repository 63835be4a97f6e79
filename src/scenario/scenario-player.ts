import type { Invoke } from "../api/invoke.ts";
import type { RunningWorld } from "../api/running-world.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import { endStep, nextStep, startScript } from "./script-run.ts";
import type { Scenario } from "./scenario.ts";
import type { StepContext } from "./steps/step-definition.ts";
import { steps } from "./steps/steps.ts";

type ScenarioRun = NonNullable<ReturnType<RunningWorld["world"]["tables"]["scenarioRuns"]["get"]>>;

/** Plays scenarios in a world: each run is a row, each step to come a timer, so that a snapshot holds both. */
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
    const { index, previousEnd } = startScript(startedAt);
    const run = world.tables.scenarioRuns.insert({
      id: world.nextId("run"),
      name: scenario.name,
      hash,
      document: scenario,
      startedAt,
      nextStep: index,
      previousEnd,
      lineNames: await this.#rentLines(scenario),
    });
    world.announce("scenario.started", { run: run.id, name: scenario.name });
    this.#scheduleNext(run);
  }

  /** Runs the step whose turn it is in a run, and sets the timer for the one after. */
  async step(runId: string): Promise<void> {
    const { world } = this.#running;
    const run = world.tables.scenarioRuns.get(runId);
    const scenario = run?.document as Scenario | undefined;
    const step = run && scenario?.script[run.nextStep];
    if (run === undefined || scenario === undefined || step === undefined) return;
    const definition = steps.find(({ name }) => name === step.name);
    try {
      await definition?.run(step.input, this.#contextOf(run, scenario));
    } catch (error) {
      this.#tellFailure(run, step.name, step.where.line, error);
    }
    const end = world.clock.now() + (definition?.lasts?.(step.input) ?? 0);
    const state = endStep({ index: run.nextStep, previousEnd: run.previousEnd }, end);
    this.#scheduleNext(
      world.tables.scenarioRuns.update(runId, { nextStep: state.index, previousEnd: state.previousEnd }),
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

  #scheduleNext(run: ScenarioRun): void {
    const { world } = this.#running;
    const state = { index: run.nextStep, previousEnd: run.previousEnd };
    const due = nextStep(run.document as Scenario, run.startedAt, state);
    if (due === undefined) return world.announce("scenario.ended", { run: run.id, name: run.name });
    if (due.warning !== undefined) this.#onWarning(due.warning);
    world.clock.schedule({ at: due.at, class: "story", kind: "scenario.step", payload: { run: run.id } });
  }

  #contextOf(run: ScenarioRun, { people }: Scenario): StepContext {
    return {
      invoke: this.#invoke,
      note: (text) => this.#running.world.announce("scenario.noted", { run: run.id, text }),
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

/** A script may not begin before its world does; better to say so before anything has happened. */
const requireStart = (scenario: Scenario, start: number): void => {
  for (const index of scenario.script.keys()) nextStep(scenario, start, { index, previousEnd: start });
};
