import type { RealTime } from "./clock.ts";

// Read once: asking for it takes longer than asking for the time.
const { timeOrigin } = performance;

/** The host's clock and timers. Nothing else in ringback reads the wall clock. */
export const hostTime: RealTime = {
  // Unlike Date.now, this does not step back or forth when somebody sets the machine's clock.
  now: () => Math.floor(timeOrigin + performance.now()),
  after: (milliseconds, callback) => {
    const handle = setTimeout(callback, Math.min(milliseconds, 2_147_483_647));
    return () => clearTimeout(handle);
  },
};
