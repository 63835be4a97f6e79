import type { Desk } from "../api/desk.ts";
import { createInvoke } from "../api/invoke.ts";
import type { RunningWorld } from "../api/running-world.ts";
import type { WorldEvent } from "../contract/events.ts";
import { operations } from "../contract/operations.ts";
import type { RealTime } from "../kernel/clock/clock.ts";
import { millsToDollars } from "../kernel/money.ts";
import { isDecided, judge, type Judgement, type RunFacts } from "../scenario/expect/judge/judge.ts";
import type { Ending } from "../scenario/report/report.ts";
import { runCost } from "../scenario/run-cost.ts";
import { watchIdleness } from "./watch-idleness.ts";

/** Which run to follow, and how long it may take. Durations are real milliseconds. */
export interface FollowOptions {
  readonly desk: Desk;
  readonly running: RunningWorld;
  readonly runId: string;
  /** Who the story is played to: nobody, a program that ends by itself, or a server that is up until it is ended. */
  readonly agent: "none" | "program" | "server";
  /** How long nothing may happen before the run is over. */
  readonly patience: number;
  readonly timeout: number;
  readonly realTime: RealTime;
}

/** A run as it stood at its end: whatever comes later changes nothing of it. */
export interface RunEnd {
  readonly ending: Ending;
  readonly runHash: string;
  readonly virtualMs: number;
  /** What it would have cost at AgentPhone, in dollars. */
  readonly costUsd: string;
  /** Real time had a say in it. */
  readonly timed: boolean;
}

/** A run on its way. Whoever knows the agent says how it stands with it. */
export interface Following {
  readonly ended: Promise<RunEnd>;
  /** Whether the agent has asked for anything so far. */
  readonly wasAsked: boolean;
  /** A server is up: time may move although it has asked for nothing. */
  agentReady(): void;
  agentExited(): void;
  /** Ends the run now, if it is not over. */
  stop(ending: Ending): void;
  judge(facts: Omit<RunFacts, "hasAgent">): Promise<Judgement>;
}

/** Follows a scenario's run from its first instant until it is over, and judges it then. */
export const followScenario = (options: FollowOptions): Following => new Follower(options);

/** Jumps that only real time explains. */
const timedSignals: readonly string[] = ["quiet", "patience", "hold"];

/** The clock's own patience ends first, and what that sets off is still heard. */
const slack = 250;

class Follower implements Following {
  readonly ended: Promise<RunEnd>;
  wasAsked = false;
  readonly #options: FollowOptions;
  readonly #startedAt: number;
  readonly #idleness: ReturnType<typeof watchIdleness>;
  readonly #leave: (() => void)[] = [];
  #agent: "none" | "coming" | "there" | "exited";
  #tell: ((end: RunEnd) => void) | undefined;
  #timed = false;
  #willLook = false;

  constructor(options: FollowOptions) {
    const { agent, realTime, timeout, patience, running, runId } = options;
    const { world } = running;
    this.#options = options;
    this.#startedAt = world.tables.scenarioRuns.get(runId)?.startedAt ?? world.clock.now();
    this.#agent = agent === "none" ? "none" : "coming";
    this.ended = new Promise((resolve) => (this.#tell = resolve));
    this.#idleness = watchIdleness({
      realTime,
      limit: patience + slack,
      isExcused: () => this.#mayGoOn,
      onIdle: () => this.stop(this.#options.agent === "program" && this.#isDecided ? "done" : "patience"),
    });
    this.#leave.push(
      world.events.subscribe((event) => this.#heard(event)),
      world.inputs.subscribe(() => this.#lookSoon()),
      realTime.after(timeout, () => this.stop("timeout")),
      this.#idleness.stop,
    );
    if (agent === "none") world.clock.setAgent("none");
    this.#lookSoon();
  }

  agentReady(): void {
    if (this.#agent !== "coming") return;
    this.#agent = "there";
    this.#idleness.happened();
    this.#clock.setAgent("present");
    this.#lookSoon();
  }

  agentExited(): void {
    // A server that was never up is told of as such.
    if (this.#tell === undefined || (this.#options.agent === "server" && this.#agent === "coming")) return;
    this.#agent = "exited";
    this.#clock.setAgent("exited");
    this.#lookSoon();
  }

  stop(ending: Ending): void {
    const tell = this.#tell;
    if (tell === undefined) return;
    this.#tell = undefined;
    for (const leave of this.#leave) leave();
    const followsRealTime = typeof this.#clock.mode() === "number" && this.#options.agent !== "none";
    tell({
      ending,
      runHash: this.#options.running.runHash(),
      virtualMs: this.#clock.now() - this.#startedAt,
      costUsd: this.#cost(),
      timed: this.#timed || followsRealTime,
    });
  }

  judge(facts: Omit<RunFacts, "hasAgent">): Promise<Judgement> {
    const { desk, running, runId, agent } = this.#options;
    const invoke = createInvoke(desk, running.world.name);
    return judge(running, runId, { ...facts, hasAgent: agent !== "none" }, invoke);
  }

  #cost(): string {
    const { running, runId } = this.#options;
    const { tables } = running.world;
    const run = tables.scenarioRuns.get(runId);
    return millsToDollars(run === undefined ? 0 : runCost(tables, run));
  }

  get #clock() {
    return this.#options.running.world.clock;
  }

  get #isDecided(): boolean {
    const { running, runId } = this.#options;
    return running.world.tables.scenarioRuns.get(runId)?.ended !== false && isDecided(running, runId);
  }

  /** Whether silence is no sign of an end: something is on its way, or time will move by itself. */
  get #mayGoOn(): boolean {
    if (!this.#clock.isCalm || (this.#options.agent === "server" && this.#agent === "coming")) return true;
    if (this.#clock.mode() === "manual") return false;
    const timeMoves = this.#agent !== "coming" || typeof this.#clock.mode() === "number";
    return timeMoves && this.#clock.timers().some((timer) => timer.class !== "upkeep");
  }

  #heard(event: WorldEvent): void {
    if (event.type === "clock.jumped") this.#timed ||= timedSignals.includes(event.signal);
    if (event.type === "request.answered" && event.by === "agent") {
      this.wasAsked = true;
      if (this.#options.agent === "program" && this.#agent === "coming") this.#agent = "there";
    }
    if (!isAnsweredRead(event)) this.#idleness.happened();
    this.#lookSoon();
  }

  /** Looks once what happens now is done with; several events in a row cost one look. */
  #lookSoon(): void {
    if (this.#willLook) return;
    this.#willLook = true;
    queueMicrotask(() => {
      if (this.#clock.isCalm) this.#look();
      // A request on its way is no reason to look again: its answer will be heard.
      else void this.#clock.settled().then(() => this.#look());
    });
  }

  #look(): void {
    this.#willLook = false;
    const { running, runId, agent } = this.#options;
    if (this.#tell === undefined || !this.#clock.isCalm || this.#clock.nextStory !== undefined) return;
    if (running.world.tables.scenarioRuns.get(runId)?.ended === false) return;
    if (this.#agent === "none") this.stop("done");
    else if (this.#agent === "exited") this.stop("agent exited");
    else if (agent === "server" && this.#agent === "there" && this.#isDecided) this.stop("done");
  }
}

const isAnsweredRead = (event: WorldEvent): boolean => {
  if (event.type !== "request.answered") return false;
  const table: Readonly<Record<string, { readonly effect: "read" | "write" }>> = operations;
  return table[event.operation]?.effect === "read";
};
