import { expect, type MatcherState, test as plain } from "vitest";
import type { EventName } from "../contract/events.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Duration } from "./duration.ts";
import type { EventWish } from "./events.ts";
import type { PhoneWorld } from "./phone-world.ts";
import type { RingbackHandle } from "./ringback-handle.ts";
import { type StartOptions, startRingback } from "./start-ringback.ts";

/** What `expect(ringback)` can say of a world. */
interface RingbackMatchers {
  /**
   * Waits, in the world's time, for an event that no wait was given before; `timeout` is 30s when not said. With `not`
   * time is moved on by the timeout, and no such event may have happened by then.
   */
  toReceive<Name extends EventName>(
    type: Name,
    fields?: EventWish<Name>,
    options?: { readonly timeout?: Duration },
  ): Promise<void>;
  /** Looks at what has happened so far, and moves no time: at least once, or exactly `times` times. */
  toHaveSeen<Name extends EventName>(
    type: Name,
    fields?: EventWish<Name>,
    options?: { readonly times?: number },
  ): Promise<void>;
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- must be spelt as vitest does
  interface Matchers<T = any> extends RingbackMatchers {}
}

/**
 * vitest's `test` with a `ringback` of its own for each test, which ends with the test. `ringbackOptions` are what it is
 * started with, with a `patience` of half the test's timeout where that is short: `test.override({ ringbackOptions: { scenario: "otp.yaml" } })` in a file or a `describe`.
 */
export const test = plain
  .extend<"ringbackOptions", StartOptions>("ringbackOptions", {})
  .extend("ringback", async ({ ringbackOptions, task }, { onCleanup }): Promise<RingbackHandle> => {
    const ringback = await startRingback({ ...patienceIn(task.timeout), ...ringbackOptions });
    onCleanup(() => ringback.close());
    return ringback;
  });

// A test that is over before a wait in vain is would fail without a word of what came instead.
const patienceIn = (timeout: number): Pick<StartOptions, "patience"> =>
  timeout > 0 && timeout < 2 * usualPatience ? { patience: Math.floor(timeout / 2) } : {};

const usualPatience = 10_000;

/** What came of a comparison; the message is for when that is not what was asserted. */
interface Outcome {
  readonly pass: boolean;
  readonly message: () => string;
}

type Wanted = readonly [type: EventName, fields?: object];

const matchers = {
  // A method, since vitest says with `this` whether `not` stands before it.
  async toReceive(
    this: MatcherState,
    received: unknown,
    ...[type, fields, { timeout = "30s" } = {}]: [...Wanted, { readonly timeout?: Duration }?]
  ): Promise<Outcome> {
    const world = requireWorld(received, "toReceive");
    if (this.isNot) await world.clock.advance(timeout);
    try {
      const event = await world.wait(type, fields, { timeout: this.isNot ? 0 : timeout });
      return { pass: true, message: () => `This came: ${show(event)}` };
    } catch (error) {
      if (!isInVain(error)) throw error;
      return { pass: false, message: () => error.message };
    }
  },
  async toHaveSeen(
    this: MatcherState,
    received: unknown,
    ...[type, fields, { times } = {}]: [...Wanted, { readonly times?: number }?]
  ): Promise<Outcome> {
    const world = requireWorld(received, "toHaveSeen");
    const seen = await world.seen(type, fields);
    const told = seen.length === 0 ? await world.nearest(type, fields) : seen.map(show).join("\n");
    const count = `${seen.length} time${seen.length === 1 ? "" : "s"}`;
    const wanted = this.isNot || times === undefined ? "" : `, not ${times}`;
    return {
      pass: times === undefined ? seen.length > 0 : seen.length === times,
      message: () => `${type} as wished for was seen ${count}${wanted}.\n${told}`,
    };
  },
};

expect.extend(matchers);

/** vitest's own `expect`, which knows the matchers above once this module is there. */
export { expect };

const requireWorld = (received: unknown, matcher: string): PhoneWorld => {
  if (typeof received === "object" && received !== null && "wait" in received && "seen" in received) {
    return received as PhoneWorld;
  }
  throw new TypeError(`${matcher} is about a world: expect(ringback).${matcher}("message.received").`);
};

const isInVain = (error: unknown): error is RingbackError =>
  error instanceof RingbackError && ["wait_timed_out", "nothing_scheduled"].includes(error.code);

const show = ({ seq, at, type, ...fields }: { seq: number; at: number; type: string }): string =>
  `#${seq} ${new Date(at).toISOString()} ${type} ${JSON.stringify(fields)}`;
