import { readClockMode, writeClockMode } from "../kernel/clock/mode-text.ts";
import type { RunningWorld, RunningWorlds, WorldRequest } from "../api/running-world.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Policy } from "../world/entities.ts";
import type { WorldState } from "../world/world.ts";
import { type OpenWorld, openWorld, type WorldPlan } from "./open-world.ts";
import { version } from "../kernel/version.ts";

/** The worlds of one ringback: `main` from the start, others as they are asked for. */
export class Worlds implements RunningWorlds {
  readonly version = version;
  readonly #plan: WorldPlan;
  readonly #worlds = new Map<string, OpenWorld>();
  #onOpen: ((opened: OpenWorld) => void) | undefined;
  #made = 0;

  /** Opens `main` as planned. Other worlds take from the plan what their makers do not say. */
  constructor(plan: WorldPlan) {
    this.#plan = plan;
    this.#open(plan);
  }

  /** Does something to every world: to those that are open, and to each that is opened later. */
  furnish(furnish: (opened: OpenWorld) => void): void {
    this.#onOpen = furnish;
    for (const opened of this.#worlds.values()) furnish(opened);
  }

  get main(): OpenWorld {
    return this.#require("main");
  }

  find(name: string): RunningWorld | undefined {
    return this.#worlds.get(name);
  }

  all(): readonly RunningWorld[] {
    return [...this.#worlds.values()];
  }

  create(request: WorldRequest): RunningWorld {
    const { seed, clock, start } = request;
    const { scenarioHash: _hash, writeJournal: _write, ...plan } = this.#plan;
    const opened = this.#open({
      ...plan,
      name: this.#freeName(request.name),
      ...(seed !== undefined && { seed }),
      ...(clock !== undefined && { clock: readClockMode(clock) ?? plan.clock }),
      ...(start !== undefined && { start: Date.parse(start), floating: false }),
    });
    opened.begin();
    return opened;
  }

  drop(name: string): void {
    this.#worlds.get(name)?.close();
    this.#worlds.delete(name);
  }

  reset({ world, domain }: RunningWorld): void {
    const opened = this.#require(world.name);
    const { initialState, initialMode, isFork } = opened;
    world.clock.requireStill();
    if (isFork) domain.agentphone.deliveries.keep();
    if (initialState !== undefined) replaceState(opened, initialState);
    domain.delays.breakOff();
    world.clock.setMode(initialMode);
  }

  restore({ world, domain }: RunningWorld, state: WorldState): void {
    const isOwn = state.world === world.name;
    try {
      replaceState(this.#require(world.name), isOwn ? state : withoutKeys(state));
    } catch (error) {
      if (error instanceof RingbackError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new RingbackError(
        "snapshot_unreadable",
        `This snapshot does not hold together: ${why}`,
        {},
        { cause: error },
      );
    }
    domain.delays.breakOff();
    if (isOwn) return;
    for (const agent of world.tables.agents.all()) {
      domain.accounts.mintKey(agent.id);
      domain.accounts.mintPhoneKey(agent.id);
    }
  }

  keep({ world }: RunningWorld, as: string): void {
    const { kept } = this.#require(world.name);
    if (kept.size >= mostKept && !kept.has(as)) {
      const names = [...kept.keys()].join(", ");
      throw new RingbackError(
        "not_possible",
        `The world ${world.name} has ${mostKept} snapshots kept already: ${names}. Keep it under one of these names, which replaces that.`,
      );
    }
    kept.set(as, world.snapshot());
  }

  kept({ world }: RunningWorld, as: string): WorldState {
    const { kept } = this.#require(world.name);
    const state = kept.get(as);
    if (state !== undefined) return state;
    const names = [...kept.keys()];
    const known = names.length === 0 ? "Nothing was kept of it." : `Kept are: ${names.join(", ")}.`;
    throw new RingbackError("not_found", `The world ${world.name} has no snapshot ${as}. ${known}`, {
      resource: "snapshot",
      id: as,
    });
  }

  fork(original: RunningWorld, name: string): RunningWorld {
    const state = original.world.snapshot();
    const mode = original.world.clock.mode();
    const running = this.create({ name, seed: state.seed, clock: writeClockMode(mode) });
    // The original tells what was on its way.
    running.domain.agentphone.deliveries.keep();
    this.restore(running, state);
    Object.assign(this.#require(name), { isFork: true, initialState: running.world.snapshot() });
    return running;
  }

  /** Answers everybody who waits that nothing more will come. */
  endWaits(): void {
    for (const { world } of this.#worlds.values()) world.limits.endAll();
  }

  /** Sends nothing any more and holds no answer back: who waits for what comes of either is told so. */
  endNews(): void {
    for (const { domain, webhooks, tools } of this.#worlds.values()) {
      webhooks.close();
      tools.close();
      domain.delays.breakOff();
    }
  }

  close(): void {
    for (const name of this.#worlds.keys()) this.drop(name);
  }

  #open(plan: WorldPlan): OpenWorld {
    const opened = openWorld(plan);
    this.#worlds.set(plan.name, opened);
    this.#onOpen?.(opened);
    return opened;
  }

  #require(name: string): OpenWorld {
    const opened = this.#worlds.get(name);
    if (opened === undefined) throw new Error(`The world ${name} is gone.`);
    return opened;
  }

  #freeName(wanted: string | undefined): string {
    if (wanted !== undefined && !this.#worlds.has(wanted)) return wanted;
    if (wanted !== undefined) {
      throw new RingbackError(
        "name_taken",
        `There is a world ${wanted} already. Drop it or choose another name.`,
        {
          name: wanted,
        },
      );
    }
    do this.#made += 1;
    while (this.#worlds.has(`w${this.#made}`));
    return `w${this.#made}`;
  }
}

/** How many snapshots of a world are kept by name: each is as large as the world. */
const mostKept = 20;

/** Makes a world what a state says. What is on its way to webhooks and tools belongs to the world as it was: it is given up first. */
const replaceState = ({ world, webhooks, tools, domain }: OpenWorld, state: WorldState): void => {
  const { deliveries, tools: toolRuns } = domain.agentphone;
  // What is refused must not cut what is on its way.
  world.clock.requireStill();
  webhooks.abandon();
  tools.abandon();
  try {
    world.restore(state);
    deliveries.attempts.forget();
  } finally {
    deliveries.resume();
    toolRuns.resume();
  }
};

/** A state for another world than its own: keys name their world, so none comes along, nor a rule about one. */
const withoutKeys = (state: WorldState): WorldState => {
  const policies = (state.tables["policies"] ?? []) as readonly Policy[];
  const kept = policies.filter(({ layer }) => layer !== "key");
  return { ...state, tables: { ...state.tables, keys: [], policies: kept } };
};
