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
import { requireLine } from "./calls/call-of-step.ts";
import { explainLoss, isCallOver, passesOver } from "./calls/lost-call.ts";
import { beginStep, endPause, pauseStep } from "./calls/pause-step.ts";
import { listAt, listsBelow, pathBelow } from "./rules/list-at.ts";
import { openList } from "./rules/watch-rules.ts";
import type { ScenarioList, ScenarioRun } from "./run-rows.ts";
import type { Scenario, ScenarioStep, ScriptList } from "./scenario.ts";
import { endStep, nextStep } from "./script-run.ts";
import { stepContextOf } from "./step-context-of.ts";
import type { StepDefinition, StepPause } from "./steps/step-definition.ts";
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
    if (list === undefined) return;
    await this.#takeFarEnd(list);
    if (this.#scheduleNext(list, clock.now()) === "due") await this.step(listId);
  }

  /** Whoever's call it is does nothing of themselves any more. */
  async #takeFarEnd({ id: by, callId }: ScenarioList): Promise<void> {
    const call = callId === undefined ? undefined : this.#running.world.tables.calls.get(callId);
    if (call?.takenBy !== by || call.phase === "over") return;
    await this.#invoke("control.calls.take", { callId: call.id, by });
  }

  /**
   * Runs the step whose turn it is in a list, for the first time or again, and sets the timer for the one after when it
   * is over. In a paused run only if asked to.
   */
  async step(listId: string, asked = false): Promise<void> {
    const { world } = this.#running;
    const list = world.tables.scenarioLists.get(listId);
    const run = list && world.tables.scenarioRuns.get(list.runId);
    const step = run && list && listAt(run.document as Scenario, list.path)?.script[list.nextStep];
    if (list === undefined || run === undefined || step === undefined || list.waits?.below === true) return;
    if (run.paused === true && !asked) return holdStep(world, list);
    const definition = steps.find(({ name }) => name === step.name);
    const { pause, lasts = 0 } = await this.#run(run, list, step, definition);
    if (pause !== undefined && "pause" in pause) return pauseStep(world, list, pause.pause);
    endPause(world, list);
    if (pause !== undefined) return this.#openOtherwise(run, list, step);
    await this.#goOn(list, world.clock.now() + lasts, step);
  }

  /** A step's deed. What goes wrong is written down, and the story goes on. */
  async #run(
    run: ScenarioRun,
    list: ScenarioList,
    step: ScenarioStep,
    definition: StepDefinition | undefined,
  ): Promise<{ readonly pause?: StepPause | undefined; readonly lasts?: number | undefined }> {
    const { world } = this.#running;
    const isInCall = definition?.inCall !== undefined;
    try {
      if (isInCall && passesOver(world, list, definition.inCall === "late")) return {};
      beginStep(world, run, list);
      const { ownNames = [] } = definition ?? {};
      const input = fillReferences(step.input, (reference) =>
        ownNames.includes(reference.name) ? reference.written : valueOfReference(reference, run),
      );
      const pause = await definition?.run(input, stepContextOf(world, run, step, this.#invoke, list));
      if (pause !== undefined) return { pause };
    } catch (error) {
      this.#tellFailure(run, step, isInCall ? explainLoss(world, list, error) : error, list);
      if (isInCall) return {};
    }
    return { lasts: definition?.lasts?.(step.input) };
  }

  async #openOtherwise(run: ScenarioRun, list: ScenarioList, { place = 0 }: ScenarioStep): Promise<void> {
    const { world } = this.#running;
    const path = pathBelow(list.path, place, "otherwise");
    world.tables.scenarioLists.update(list.id, { waits: { since: world.clock.now(), below: true } });
    const below = openList(world, run, path, world.clock.now(), {
      callId: list.callId,
      messageId: list.messageId,
      parentId: list.id,
    });
    if (this.#scheduleNext(below) === "over") await this.#goOnAbove(below);
  }

  /** The step is over: it is the next one's turn, if there is one. */
  async #goOn(list: ScenarioList, end: number, step?: ScenarioStep): Promise<void> {
    const state = endStep({ index: list.nextStep, previousEnd: list.previousEnd }, end);
    const { tables } = this.#running.world;
    tables.scenarioLists.update(list.id, { nextStep: state.index, previousEnd: state.previousEnd });
    if (step !== undefined) await this.#requireLastLine(list, step);
    if (this.#scheduleNext(list) === "over") await this.#goOnAbove(list);
  }

  /** A list that stood in for a step is over, and so is the step. */
  async #goOnAbove({ parentId }: ScenarioList): Promise<void> {
    const { world } = this.#running;
    const above = parentId === undefined ? undefined : world.tables.scenarioLists.get(parentId);
    if (above === undefined) return;
    const isLost = isCallOver(world, above);
    world.tables.scenarioLists.update(above.id, { waits: undefined, ...(isLost && { callLost: true }) });
    await this.#goOn(above, world.clock.now());
  }

  /** Whoever writes a hosted agent's words writes all of them: a turn that the last step leaves to it has nobody. */
  async #requireLastLine(list: ScenarioList, step: ScenarioStep): Promise<void> {
    const { tables } = this.#running.world;
    const run = tables.scenarioRuns.get(list.runId);
    const script = run && listAt(run.document as Scenario, list.path)?.script;
    if (run === undefined || list.callId === undefined || script?.[list.nextStep] !== undefined) return;
    if (list.parentId !== undefined) return;
    try {
      await requireLine(stepContextOf(this.#running.world, run, step, this.#invoke, list));
    } catch (error) {
      this.#tellFailure(run, step, error, list);
    }
  }

  /** Sets the timer for a list's next step. One due by `atOnce` gets none, and the answer is "due". */
  #scheduleNext(list: ScenarioList, atOnce = Number.NEGATIVE_INFINITY): "due" | "later" | "over" {
    const { tables, clock } = this.#running.world;
    const run = tables.scenarioRuns.get(list.runId);
    const script = run && listAt(run.document as Scenario, list.path);
    if (run === undefined || script === undefined) return "over";
    const due = nextStep(script, run.startedAt, { index: list.nextStep, previousEnd: list.previousEnd });
    if (due === undefined) this.#end(run, list);
    if (due?.warning !== undefined) this.#onWarning(due.warning, "already_past");
    if (due === undefined) return "over";
    if (due.at <= atOnce) return "due";
    // In a call that is under way time goes on by itself.
    const unasked =
      list.callId !== undefined && due.step.at === undefined && !isCallOver(this.#running.world, list);
    clock.schedule({
      at: due.at,
      class: "story",
      kind: stepTimer,
      payload: { list: list.id },
      ...(unasked && { unasked: true }),
    });
    return "later";
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

  #tellFailure(
    run: ScenarioRun,
    step: ScenarioStep,
    error: unknown,
    { id, callId: bound }: ScenarioList,
  ): void {
    const { world } = this.#running;
    const callId = world.tables.scenarioLists.get(id)?.callId ?? bound;
    const why = noteFailedStep(world, run, step, error, callId);
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
  for (const below of listsBelow(list)) requireStart(below, start);
};
