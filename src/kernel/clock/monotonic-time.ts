import type { RealTime } from "./clock.ts";

/** The same real time, except that its reading never goes back: a host clock that is set back counts as standing still. */
export const monotonicTime = (realTime: RealTime): RealTime => {
  let last = realTime.now();
  let reading = last;
  return {
    now: () => {
      const seen = realTime.now();
      if (seen > last) reading += seen - last;
      last = seen;
      return reading;
    },
    after: (milliseconds, callback) => realTime.after(milliseconds, callback),
  };
};
