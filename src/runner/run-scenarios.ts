import { availableParallelism } from "node:os";
import type { RealTime } from "../kernel/clock/clock.ts";
import { findScenarioFiles } from "../runtime/find-scenario-files.ts";
import { version } from "../kernel/version.ts";
import type { Report, ScenarioResult } from "../scenario/report/report.ts";
import type { AgentCommand } from "./agent-process.ts";

import { type Played, playScenario } from "./play-scenario.ts";
import { queueRuns, type QueuedRun } from "./queue-runs.ts";
import { gravest } from "./results.ts";

/** What to test, and how. What is not said has a default; durations are real milliseconds. */
export interface TestPlan {
  /** Files, and folders in which to look for them. */
  readonly paths: readonly string[];
  /** The agent, whatever the scenarios say. */
  readonly command?: AgentCommand | undefined;
  /** The agent of scenarios that name none. */
  readonly usualCommand?: AgentCommand | undefined;
  /** Only scenarios with this in their name or file; between slashes it is a pattern. */
  readonly filter?: string | undefined;
  readonly seed?: string | undefined;
  readonly usualSeed?: string | undefined;
  readonly timeout?: number | undefined;
  readonly usualTimeout?: number | undefined;
  readonly patience?: number | undefined;
  /** How long an agent has to be silent before `auto` time goes on. */
  readonly silence?: number | undefined;
  /** How many run at the same time. Default: as many as the machine has cores. */
  readonly jobs?: number | undefined;
  /** How often each is played. */
  readonly repeat?: number | undefined;
  /** Begin no more once one has failed. */
  readonly bail?: boolean | undefined;
  /** Keep the world of the first that fails, and begin no more. */
  readonly hold?: boolean | undefined;
  /** Let Node agents reach their world where the vendors' own hosts are written into them. */
  readonly redirect?: boolean | undefined;
  /** Hosts beyond this machine to which webhooks may be sent. */
  readonly allowWebhooks?: readonly string[] | undefined;
  /** A folder for a journal of each run. */
  readonly journal?: string | undefined;
  /** Further variables for the agents. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Who is told how a test goes, and who may break it off. */
export interface TestWatch {
  readonly realTime: RealTime;
  /** Told how many results there will be. */
  readonly begins: (total: number) => void;
  /** Told of each result, in the order of the files. */
  readonly ended: (result: ScenarioResult) => void;
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly interrupted: AbortSignal;
}

/** What came of a test. */
export interface Tested {
  readonly report: Report;
  /** The world of the scenario that failed, if it was to be kept. Whoever asked for that closes it. */
  readonly held: HeldWorld | undefined;
}

/** A world that still answers after its scenario is over. */
export interface HeldWorld extends NonNullable<Played["entrance"]> {
  readonly close: () => Promise<void>;
}

/** Plays scenarios, several at the same time, and answers what came of them. Throws when there are none. */
export const runScenarios = async (plan: TestPlan, watch: TestWatch): Promise<Tested> => {
  const { realTime } = watch;
  const began = realTime.now();
  const queue = await queueRuns(await findScenarioFiles(plan.paths), plan, watch);
  watch.begins(queue.length);
  const pool = new Pool(plan, watch, queue);
  const results = await pool.run();
  // Somebody who ends a run before its end has seen no verdict.
  const exitCode = watch.interrupted.aborted ? interruptedCode : exitCodeOf(results);
  const report: Report = { format: 1, ringback: version, results, realMs: realTime.now() - began, exitCode };
  return { report, held: pool.held };
};

/** Some runs on their way, and the results that wait until all before them have been told. */
class Pool {
  readonly #plan: TestPlan;
  readonly #watch: TestWatch;
  readonly #queue: readonly QueuedRun[];
  readonly #waiting = new Map<number, ScenarioResult>();
  readonly #told: ScenarioResult[] = [];
  #toTell = 0;
  held: HeldWorld | undefined;
  #next = 0;
  #stopped = false;

  constructor(plan: TestPlan, watch: TestWatch, queue: readonly QueuedRun[]) {
    this.#plan = plan;
    this.#watch = watch;
    this.#queue = queue;
  }

  async run(): Promise<readonly ScenarioResult[]> {
    const { jobs = availableParallelism(), hold = false } = this.#plan;
    const lanes = Math.min(hold ? 1 : jobs, this.#queue.length);
    await Promise.all(Array.from({ length: lanes }, () => this.#work()));
    // Where a run was broken off, those behind it have waited in vain for its result.
    const places = [...this.#waiting.keys()].toSorted((left, right) => left - right);
    for (const place of places) this.#tell(place);
    return this.#told;
  }

  async #work(): Promise<void> {
    for (let place = this.#take(); place !== undefined; place = this.#take()) {
      const queued = this.#queue[place];
      if (queued !== undefined) await this.#play(queued, place);
    }
  }

  #take(): number | undefined {
    if (this.#stopped || this.#watch.interrupted.aborted || this.#next >= this.#queue.length)
      return undefined;
    this.#next += 1;
    return this.#next - 1;
  }

  async #play(queued: QueuedRun, place: number): Promise<void> {
    const { bail = false, hold = false } = this.#plan;
    if ("result" in queued) return this.#end(queued.result, place, bail || hold);
    const { result, entrance, close } = await playScenario(queued.plan);
    const isHeld = result.heldAt !== undefined && entrance !== undefined;
    if (isHeld) this.held = { ...entrance, close };
    else await close();
    if (result.ending !== "interrupted") this.#end(result, place, bail || hold);
  }

  #end(result: ScenarioResult, place: number, stopsAtFailure: boolean): void {
    this.#stopped ||= stopsAtFailure && !result.passed;
    this.#waiting.set(place, result);
    for (; this.#waiting.has(this.#toTell); this.#toTell += 1) this.#tell(this.#toTell);
  }

  #tell(place: number): void {
    const result = this.#waiting.get(place);
    if (result === undefined) return;
    this.#waiting.delete(place);
    this.#told.push(result);
    this.#watch.ended(result);
  }
}

const interruptedCode = 130;

/** The exit code that tells whose fault it was, the gravest of all. */
const exitCodeOf = (results: readonly ScenarioResult[]): Report["exitCode"] => {
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return 0;
  const blame = gravest(failed.map((result) => result.blame));
  if (blame === "agent" || blame === undefined) return 1;
  return blame === "scenario" ? 2 : 3;
};
