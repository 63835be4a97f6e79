import type { Seen } from "../../report/report.ts";
import type { RunView } from "./run-view.ts";

/** What to do about an event that never came, by what came nearest to it. */
export const cureNearest = (nearest: readonly Seen[], event: string, view: RunView): string => {
  const [first] = nearest;
  if (first === undefined) {
    return view.hasLostEvents
      ? `The log holds no ${event}, but older events are gone from it: use --journal to keep them all.`
      : `Nothing of the kind happened: there was no ${event} at all. See what was done instead: the agent's output, its requests.`;
  }
  if (first.differences.length === 0) {
    return "It did happen, but before it was looked for: see when it was armed.";
  }
  const paths = first.differences.map(({ path }) => path).join(" and ");
  return `The nearest differs in ${paths}: put right what made it so, or what is expected.`;
};
