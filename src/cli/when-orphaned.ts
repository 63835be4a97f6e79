import { hostTime } from "../kernel/clock/host-time.ts";

/** How often to look, in milliseconds. */
const lookEvery = 500;

/**
 * Calls back when the process that started this one has ended. The shell between npm and a script dies of a signal
 * without passing it on, and what it started would keep its port for ever.
 */
export const whenOrphaned = (callback: () => void): void => {
  const parent = process.ppid;
  const look = (): void => {
    if (process.ppid === parent) hostTime.after(lookEvery, look);
    else callback();
  };
  look();
};
