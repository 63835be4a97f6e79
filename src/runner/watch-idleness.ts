import type { RealTime } from "../kernel/clock/clock.ts";

/** What is watched, and for how many real milliseconds nothing may happen. */
export interface IdlenessOptions {
  readonly realTime: RealTime;
  readonly limit: number;
  /** Whether silence means nothing at present; it then counts anew. */
  readonly isExcused: () => boolean;
  readonly onIdle: () => void;
}

/** Calls back once when nothing has happened for too long. One real timer serves however much happens. */
export const watchIdleness = ({ realTime, limit, isExcused, onIdle }: IdlenessOptions) => {
  let since = realTime.now();
  let cancel = (): void => {};
  const look = (): void => {
    const silent = realTime.now() - since;
    if (silent >= limit && !isExcused()) return onIdle();
    if (silent >= limit) since = realTime.now();
    cancel = realTime.after(since + limit - realTime.now(), look);
  };
  cancel = realTime.after(limit, look);
  return {
    happened: (): void => {
      since = realTime.now();
    },
    stop: (): void => cancel(),
  };
};
