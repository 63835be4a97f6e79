import { type CallReading, readCall, type SpokenTurn } from "./call-reading.ts";
import type { Duration } from "./duration.ts";
import type { AwaitedEvent, EventWish, Numbered } from "./events.ts";
import type { WaitOptions } from "./event-watch.ts";
import { numberOf } from "./number-of.ts";
import { CallHandle, type PhoneCall } from "./phone-call.ts";
import { type CallWorld, playPerson, type PlayOptions } from "./take-calls.ts";

/** Which call to wait for. */
export interface NextCall extends PlayOptions {
  /** Whom the agent calls. */
  readonly to: Numbered | string;
  /** The line that it calls from. Default: any. */
  readonly from?: Numbered | string;
  /** How long to wait, in the world's time. Default 30s. */
  readonly within?: Duration;
}

/** The calls of a world. */
export interface Calls {
  /** The latest hundred calls, newest first; with `live` those that are not over. */
  list(options?: { readonly live?: boolean }): Promise<readonly CallReading[]>;
  /** A call in the test's hands: from now on its far end does only what it is told. One that is over can be read. Throws `not_found`. */
  get(id: string): Promise<PhoneCall>;
  /** What was said in a call. Throws `not_found`. */
  transcript(id: string): Promise<readonly SpokenTurn[]>;
  /**
   * The next call that a line places to somebody, ringing in the test's hands. From when this is asked, every call to
   * them waits for whoever plays them, as after `person.played()`: have that done before the agent may call.
   */
  next(wish: NextCall): Promise<PhoneCall>;
}

type Wait = (
  type: "call.placed",
  fields: EventWish<"call.placed">,
  options: WaitOptions,
) => Promise<AwaitedEvent<"call.placed">>;

/** The calls of the world that is asked. */
export const callsOf = (world: CallWorld, wait: Wait): Calls => {
  const { ask } = world;
  const read = async (callId: string): Promise<CallReading> =>
    readCall(await ask("control.calls.get", { callId }));
  return {
    list: async ({ live = false } = {}) =>
      (await ask("control.calls.list", { all: !live })).calls.map(readCall),
    get: async (id) => {
      const call = await read(id);
      if (call.phase !== "over") await ask("control.calls.take", { callId: id });
      return new CallHandle(ask, call);
    },
    transcript: async (id) => (await read(id)).turns,
    next: async ({ to, from, within = "30s", ...played }) => {
      const number = await playPerson(world, numberOf(to), played);
      const fields = { to: number, ...(from !== undefined && { from: numberOf(from) }) };
      const { callId } = await wait("call.placed", fields, { timeout: within });
      return new CallHandle(ask, await read(callId));
    },
  };
};
