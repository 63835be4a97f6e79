// So that these types hold for users whose own settings know nothing of `await using`.
/// <reference lib="esnext.disposable" preserve="true" />
import { toMillisecondText } from "../kernel/time-text.ts";
import type { OwnWorld, PhoneWorld } from "./phone-world.ts";
import { type Entrance, OwnWorldHandle, WorldHandle } from "./world-handle.ts";
import type { RingbackPort } from "./world-port.ts";

/** A world to be made. What is not said is as ringback was started. */
export interface WorldRequest {
  /** 1 to 32 lower-case letters and digits. Default: one is made up. */
  readonly name?: string;
  /** Where all its randomness comes from. */
  readonly seed?: string;
  /** `auto`, `manual`, `real` or a factor such as `60x`. */
  readonly clock?: string;
  /** When its time begins, in milliseconds since 1970. */
  readonly start?: number;
}

/** What there is to know of a world from outside. */
export interface WorldSummary {
  readonly name: string;
  readonly seed: string;
  readonly url: string;
  /** Milliseconds since 1970, on its own clock. */
  readonly now: number;
  readonly runHash: string;
}

/** The worlds of a ringback: `main` from the start, others as they are asked for. */
export interface RingbackWorlds {
  /** Makes a world of its own: time, keys, people, journal. Throws `name_taken`. */
  create(request?: WorldRequest): Promise<OwnWorld>;
  /** A world that is there. Throws `not_found`. */
  open(name: string): Promise<PhoneWorld>;
  list(): Promise<readonly WorldSummary[]>;
}

/** A ringback, and its world `main` or whichever was asked for. Declare it with `await using`, or call `close()`. */
export interface RingbackHandle extends PhoneWorld, AsyncDisposable {
  readonly worlds: RingbackWorlds;
  /** Ends every wait of this handle, and a ringback that was started with it. */
  close(): Promise<void>;
}

/** Makes a handle for one world of a ringback. `end` does what closing means beyond the handle. */
export const openHandle = async (
  port: RingbackPort,
  entrance: Entrance,
  { journalFile, end }: { readonly journalFile?: string | undefined; readonly end: () => Promise<void> },
): Promise<RingbackHandle> => {
  const handle = new Handle(port, entrance, journalFile, end);
  await handle.people.list();
  return handle;
};

class Handle extends WorldHandle implements RingbackHandle {
  readonly worlds: RingbackWorlds;
  readonly #end: () => Promise<void>;
  #ended: Promise<void> | undefined;

  constructor(
    port: RingbackPort,
    entrance: Entrance,
    journalFile: string | undefined,
    end: () => Promise<void>,
  ) {
    super(port, entrance, journalFile);
    this.worlds = worldsOf(port);
    this.#end = end;
  }

  readonly close = (): Promise<void> => {
    this.leave();
    this.#ended ??= this.#end();
    return this.#ended;
  };

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const worldsOf = (port: RingbackPort): RingbackWorlds => {
  const { ask } = port.world("main");
  return {
    create: async ({ start, ...request } = {}) => {
      const begins = start === undefined ? {} : { start: toMillisecondText(start) };
      return new OwnWorldHandle(port, await ask("control.worlds.create", { ...request, ...begins }));
    },
    open: async (name) => {
      const world = new WorldHandle(port, await ask("control.worlds.get", { name }));
      await world.people.list();
      return world;
    },
    list: async () => {
      const { worlds } = await ask("control.worlds.list", {});
      return worlds.map(({ baseUrl, now, ...world }) => ({ ...world, url: baseUrl, now: Date.parse(now) }));
    },
  };
};
