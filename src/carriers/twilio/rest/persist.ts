import { randomInt } from "node:crypto";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { Failure, Verdict } from "./judge.ts";

/** How often a request is made once more: one that Twilio had no time for, and a reading one that got no answer. */
const most: Readonly<Record<Failure["again"], number>> = { busy: 3, silent: 2, never: 0 };

/** The first pause before asking again, in milliseconds; each next one is twice as long. */
const firstPause = 500;

/** A longer pause than this, in milliseconds, is left to whoever asks. */
const longestPause = 30_000;

/** Tries until there is an answer, or trying again helps no more or could do harm. Throws what the last try came to. */
export const persist = async <Answer>(
  attempt: () => Promise<Verdict<Answer>>,
  realTime: RealTime,
): Promise<Answer> => {
  const failed = { busy: 0, silent: 0, never: 0 };
  for (;;) {
    const verdict = await attempt();
    if ("answer" in verdict) return verdict.answer;
    const { again, error, retryAfter } = verdict;
    failed[again] += 1;
    const pause = pauseWanted(retryAfter, realTime) + jittered(firstPause * 2 ** (failed[again] - 1));
    if (failed[again] > most[again] || pause > longestPause) throw error;
    await new Promise<void>((resolve) => {
      realTime.after(pause, resolve);
    });
  }
};

/** Seconds, or the moment from which on Twilio may be asked. */
const pauseWanted = (retryAfter: string | null | undefined, realTime: RealTime): number => {
  const said = retryAfter?.trim() ?? "";
  const pause = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - realTime.now();
  return Number.isNaN(pause) ? 0 : Math.max(0, pause);
};

// So that requests that were turned away together do not come back together.
const jittered = (pause: number): number => Math.ceil(pause / 2) + randomInt(Math.ceil(pause / 2));
