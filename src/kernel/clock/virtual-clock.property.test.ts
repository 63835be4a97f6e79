import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Clock, Timer, TimerClass } from "./clock.ts";
import { TestTime } from "./test-time.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const timerClass = fc.constantFrom<TimerClass>("story", "limit", "upkeep");
const delay = fc.nat({ max: 12 });
/** A timer that, when it fires, sets others: the delays are how long after. */
const timerSpec = fc.record({ class: timerClass, delay, spawns: fc.array(delay, { maxLength: 2 }) });
type TimerSpec = typeof timerSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

const setOn = (clock: Clock, spec: TimerSpec): Timer => {
  const { class: of, spawns } = spec;
  return clock.schedule({ at: clock.now() + spec.delay, class: of, kind: "timer", payload: { spawns } });
};

const spawn = (clock: Clock, timer: Timer): void => {
  for (const after of timer.payload["spawns"] as number[]) {
    clock.schedule({ at: clock.now() + after, class: timer.class, kind: "timer", payload: { spawns: [] } });
  }
};

const operation = fc.oneof(
  fc.record({ do: fc.constant("set"), spec: timerSpec }),
  fc.record({ do: fc.constant("cancel"), which: fc.nat({ max: 30 }) }),
  fc.record({ do: fc.constant("advance"), by: fc.nat({ max: 15 }) }),
  fc.record({ do: fc.constant("next") }),
) as fc.Arbitrary<Operation>;
type Operation =
  | { readonly do: "set"; readonly spec: TimerSpec }
  | { readonly do: "cancel"; readonly which: number }
  | { readonly do: "advance"; readonly by: number }
  | { readonly do: "next" };

/** The whole of an operator's clock as slowly and plainly as it can be said. */
class PlainClock {
  now = 0;
  order = 0;
  timers: { id: string; at: number; order: number; spawns: readonly number[] }[] = [];
  readonly fired: string[] = [];

  set(after: number, spawns: readonly number[]): void {
    this.timers.push({ id: `timer_${this.order}`, at: this.now + after, order: this.order, spawns });
    this.timers.sort((one, other) => one.at - other.at || one.order - other.order);
    this.order += 1;
  }

  goTo(end: number): void {
    for (let next = this.timers[0]; next !== undefined && next.at <= end; next = this.timers[0]) {
      this.timers.shift();
      this.now = next.at;
      this.fired.push(`${next.id} ${next.at}`);
      for (const after of next.spawns) this.set(after, []);
    }
    this.now = end;
  }

  do(step: Operation): void {
    if (step.do === "set") this.set(step.spec.delay, step.spec.spawns);
    if (step.do === "cancel") this.timers = this.timers.filter(({ id }) => id !== `timer_${step.which}`);
    if (step.do === "advance") this.goTo(this.now + step.by);
    if (step.do === "next") this.goTo(this.timers[0]?.at ?? this.now);
  }
}

/** An operator's clock from 0 on, and what it fired. */
const operatorsClock = (fired: string[], loopLimit = 10_000): Clock => {
  const clock = createVirtualClock({
    start: 0,
    mode: "manual",
    realTime: new TestTime(),
    loopLimit,
    onTimer: (timer) => {
      fired.push(`${timer.id} ${clock.now()}`);
      spawn(clock, timer);
      return timer.order % 2 === 0 ? Promise.resolve() : undefined;
    },
    onTimerError: () => undefined,
    onJump: () => undefined,
    onHoldExpired: () => undefined,
  });
  return clock;
};

const operate = async (clock: Clock, step: Operation): Promise<void> => {
  if (step.do === "set") setOn(clock, step.spec);
  if (step.do === "cancel") clock.cancel(`timer_${step.which}`);
  if (step.do === "advance") await clock.advance(step.by);
  if (step.do === "next") await clock.runToNext();
};

it("fires, cancels and moves like the plainest clock, whatever an operator does", async () => {
  const property = fc.asyncProperty(fc.array(operation, { maxLength: 40 }), async (operations) => {
    const plain = new PlainClock();
    const fired: string[] = [];
    const clock = operatorsClock(fired);
    for (const step of operations) {
      plain.do(step);
      await operate(clock, step);
      expect(clock.now()).toBe(plain.now);
    }
    expect(fired).toEqual(plain.fired);
    expect(clock.timers().map(({ id }) => id)).toEqual(plain.timers.map(({ id }) => id));
  });
  await fc.assert(property, { numRuns: 150 });
});

it("goes on alike from a snapshot, wherever that is taken", async () => {
  const operations = fc.array(operation, { maxLength: 20 });
  const property = fc.asyncProperty(operations, operations, async (before, after) => {
    const fired: [string[], string[]] = [[], []];
    const clock = operatorsClock(fired[0]);
    for (const step of before) await operate(clock, step);
    const copy = operatorsClock(fired[1]);
    copy.restore(JSON.parse(JSON.stringify(clock.snapshot())) as ReturnType<Clock["snapshot"]>);
    fired[0].length = 0;
    for (const each of [clock, copy]) {
      for (const step of after) await operate(each, step);
      await each.advance(100);
    }
    expect(fired[1]).toEqual(fired[0]);
    expect(copy.snapshot()).toEqual(clock.snapshot());
  });
  await fc.assert(property, { numRuns: 80 });
});

it("cuts an instant exactly where its loop limit says, and keeps the rest", async () => {
  const size = fc.integer({ min: 1, max: 12 });
  const property = fc.asyncProperty(size, size, async (timers, loopLimit) => {
    const fired: string[] = [];
    const clock = operatorsClock(fired, loopLimit);
    for (let count = 0; count < timers; count += 1) setOn(clock, { class: "story", delay: 5, spawns: [] });
    const code = await clock.advance(9).catch((error: { code: string }) => error.code);
    expect(code).toBe(timers > loopLimit ? "clock_loop" : 9);
    expect(fired).toHaveLength(Math.min(timers, loopLimit));
    expect(clock.timers()).toHaveLength(timers - fired.length);
  });
  await fc.assert(property, { numRuns: 60 });
});
