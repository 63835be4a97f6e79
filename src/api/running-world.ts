import type { Domain } from "../domain/domain.ts";
import type { FaultPort } from "../kernel/faults.ts";
import type { World, WorldState } from "../world/world.ts";

/** A world that is up: its state and everything that can be done in it. */
export interface RunningWorld {
  readonly world: World;
  readonly domain: Domain;
  readonly faults: FaultPort;
  /** The key that the world's default agent was given. */
  defaultKey(): string;
  /** The key of AgentPhone's that the world's default account was given. */
  defaultPhoneKey(): string;
  /** A fingerprint of all that was put into the world and came of it so far. */
  runHash(): string;
}

/** What a new world is to be. What is not said is taken from how ringback was started. */
export interface WorldRequest {
  readonly name?: string | undefined;
  readonly seed?: string | undefined;
  readonly clock?: string | undefined;
  readonly start?: string | undefined;
}

/** The worlds of this process. */
export interface RunningWorlds {
  readonly version: string;
  find(name: string): RunningWorld | undefined;
  all(): readonly RunningWorld[];
  /** Throws `name_taken`. Without a name it makes one up. */
  create(request: WorldRequest): RunningWorld;
  drop(name: string): void;
  /** Makes a world as it was when it was made. */
  reset(running: RunningWorld): void;
  restore(running: RunningWorld, state: WorldState): void;
  /** Keeps a world as it stands under a name. Throws `not_possible` when there are too many. */
  keep(running: RunningWorld, as: string): void;
  /** What was kept of a world under a name. Throws `not_found`. */
  kept(running: RunningWorld, as: string): WorldState;
  /** Makes another world out of one as it stands, with keys of its own. */
  fork(original: RunningWorld, name: string): RunningWorld;
}
