import type { Invoke } from "../api/invoke.ts";
import type { RunningWorld } from "../api/running-world.ts";
import type { Warn } from "../kernel/warn.ts";
import { openExpectations } from "./expect/watch/watch-expectations.ts";
import { noteFailedStep } from "./note-failed-step.ts";
import { setUpFaults, setUpFrame } from "./frame/set-up.ts";
import { holdStep, stepTimer } from "./pause-run.ts";
import { makeUp } from "./references/make-up.ts";
import { fillReferences } from "./references/references.ts";
import { valueOfReference } from "./references/value-of-reference.ts";
import { listAt } from "./rules/list-at.ts";
import { openList } from "./rules/watch-rules.ts";
import type { ScenarioList, ScenarioRun } from "./run-rows.ts";
import type { Scenario, ScenarioStep, ScriptList } from "./scenario.ts";
import { endStep, nextStep } from "./script-run.ts";
import { stepContextOf } from "./step-context-of.ts";
import { steps } from "./steps/steps.ts";

/** Plays scenarios in a world: each run and each list of steps on its way is a row, each step to come a timer, so that a snapshot holds both. */
export class ScenarioPlayer {
  readonly #running: RunningWorld;
  readonly #invoke: Invoke;
  readonly #onWarning: Warn;

  constructor(running: RunningWorld, invoke: Invoke, onWarning: Warn) {
    this.#running = running;
    this.#invoke = invoke;
    this.#onWarning = onWarning;
  }

  /** Sets up what the scenario's frame asks for, and sets its script going. */
  async load(scenario: Scenario, hash: string, file?: string): Promise<ScenarioRun> {
    const { world } = this.#running;
    requireStart(scenario, world.clock.now());
    const { accountId } = this.#running.domain.accounts.default();
    const furnished = await setUpFrame(scenario, this.#invoke, accountId);
    const startedAt = world.clock.now();
    const run = world.tables.scenarioRuns.insert({
      id: world.nextId("run"),
      name: scenario.name,
      hash,
      document: scenario,
      startedAt,
      ledgerBefore: world.tables.ledger.size,
      madeUp: await makeUp(scenario, world.seed, startedAt),
      ...furnished,
      faults: [],
      saved: {},
      ended: false,
      stepsDone: 0,
      stepsFailed: 0,
      ...(file !== undefined && { file }),
    });
    await setUpFaults(world, run, this.#invoke);
    openExpectations(world, run);
    const list = openList(world, run, "", startedAt);
    world.announce("scenario.started", { run: run.id, name: scenario.name });
    this.#scheduleNext(list);
    return run;
  }

  /** Begins a list that a rule opened. What is due at once comes before anything else of this instant. */
  async begin(listId: string): Promise<void> {
    const { clock, tables } = this.#running.world;
    const list = tables.scenarioLists.get(listId);
    if (list !== undefined && this.#scheduleNext(list, clock.now())) await this.step(listId);
  }

  /** Runs the step whose turn it is in a list, and sets the timer for the one after. In a paused run only if asked to. */
  async step(listId: string, asked = false): Promise<void> {
    const { clock, tables } = this.#running.world;
    const list = tables.scenarioLists.get(listId);
    const run = list && tables.scenarioRuns.get(list.runId);
    if (list === undefined || run === undefined) return;
    const step = listAt(run.document as Scenario, list.path)?.script[list.nextStep];
    if (step === undefined) return;
    if (run.paused === true && !asked) return holdStep(this.#running.world, list);
    tables.scenarioRuns.update(run.id, { stepsDone: run.stepsDone + 1 });
    const definition = steps.find(({ name }) => name === step.name);
    try {
      const { ownNames = [] } = definition ?? {};
      const input = fillReferences(step.input, (reference) =>
        ownNames.includes(reference.name) ? reference.written : valueOfReference(reference, run),
      );
      await definition?.run(input, stepContextOf(this.#running.world, run, step, this.#invoke));
    } catch (error) {
      this.#tellFailure(run, step, error);
    }
    const end = clock.now() + (definition?.lasts?.(step.input) ?? 0);
    const state = endStep({ index: list.nextStep, previousEnd: list.previousEnd }, end);
    this.#scheduleNext(
      tables.scenarioLists.update(listId, { nextStep: state.index, previousEnd: state.previousEnd }),
    );
  }

  /** Sets the timer for a list's next step. One due by `atOnce` gets none, and the answer is true. */
  #scheduleNext(list: ScenarioList, atOnce = Number.NEGATIVE_INFINITY): boolean {
    const { tables, clock } = this.#running.world;
    const run = tables.scenarioRuns.get(list.runId);
    const script = run && listAt(run.document as Scenario, list.path);
    if (run === undefined || script === undefined) return false;
    const due = nextStep(script, run.startedAt, { index: list.nextStep, previousEnd: list.previousEnd });
    if (due === undefined) this.#end(run, list);
    if (due?.warning !== undefined) this.#onWarning(due.warning, "already_past");
    if (due === undefined || due.at <= atOnce) return due !== undefined;
    clock.schedule({ at: due.at, class: "story", kind: stepTimer, payload: { list: list.id } });
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

  #tellFailure(run: ScenarioRun, step: ScenarioStep, error: unknown): void {
    const why = noteFailedStep(this.#running.world, run, step, error);
    const { name, where } = step;
    this.#onWarning(
      `The step ${name} in line ${where.line} of the scenario ${run.name} could not be done: ${why}`,
      "step_failed",
    );
  }
}

/** A step may not be due before its world begins; better to say so before anything has happened. */
const requireStart = (list: ScriptList, start: number): void => {
  for (const index of list.script.keys()) nextStep(list, start, { index, previousEnd: start });
  for (const rule of list.rules ?? []) requireStart(rule.do, start);
};
