import type { Clock, ClockOptions, Timer, TimerClass } from "./clock.ts";
import { TestTime } from "./test-time.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** Where test clocks start. Everything a test says and reads counts milliseconds from here. */
export const testStart = Date.UTC(2026, 3, 1, 10, 22);

/** A clock on test time that writes down what it does, in words. */
export interface TestClock {
  readonly clock: Clock;
  readonly time: TestTime;
  /** For example `jump quiet 0 > 400`, `ring 400`, `hold webhook expired 30000`, `ring failed`. */
  readonly log: string[];
  /** What timers of a kind do beside being written down. */
  readonly on: Map<string, (timer: Timer) => void | Promise<void>>;
  readonly elapsed: () => number;
  readonly set: (timerClass: TimerClass, after: number, kind?: string, boundsQuiet?: boolean) => Timer;
}

/** Makes a clock for one test, with everything it needs. */
export const createTestClock = (options: Partial<ClockOptions> = {}): TestClock => {
  const time = new TestTime();
  const log: string[] = [];
  const on: TestClock["on"] = new Map();
  const elapsed = (): number => clock.now() - testStart;
  const clock = createVirtualClock({
    start: testStart,
    mode: "manual",
    realTime: time,
    onTimer: (timer) => {
      log.push(`${timer.kind} ${elapsed()}`);
      return on.get(timer.kind)?.(timer);
    },
    onTimerError: (timer) => log.push(`${timer.kind} failed`),
    onJump: ({ signal, from, to }) => log.push(`jump ${signal} ${from - testStart} > ${to - testStart}`),
    onHoldExpired: (name) => log.push(`hold ${name} expired ${elapsed()}`),
    ...options,
  });
  const set: TestClock["set"] = (timerClass, after, kind = timerClass, boundsQuiet = false) =>
    clock.schedule({ at: testStart + after, class: timerClass, kind, payload: {}, boundsQuiet });
  return { clock, time, log, on, elapsed, set };
};
