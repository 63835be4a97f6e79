import type { RealTime } from "../../src/kernel/clock/clock.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";

/** The machine's time, so many times as fast: nobody waits for pauses of seconds, and their order stays. */
export const fastTime = (speed: number): RealTime => {
  const start = hostTime.now();
  return {
    now: () => start + Math.round((hostTime.now() - start) * speed),
    after: (milliseconds, callback) => hostTime.after(milliseconds / speed, callback),
  };
};
