import { printDuration } from "../fields/print-duration.ts";

/** Steps that belong together, such as those of one call, with the instants at which they began and were over. */
interface Steps {
  readonly at: number;
  readonly ends: number;
  readonly steps: readonly string[];
}

/** What waits for an act of the agent's, and what happens then. */
interface Rule {
  readonly when: string;
  readonly at: number;
  readonly do: Item[];
}

export type Item = Steps | Rule;

/** A list of a script as lines of YAML; `start` is the instant at which it begins. Rules with nothing to do are left out. */
export const printItems = (items: readonly Item[], start: number, least = 0): readonly string[] => {
  let end = start;
  let pause = least;
  return [...items].toSorted(byInstant).flatMap((item) => {
    if ("when" in item) {
      const below = printItems(item.do, item.at);
      return below.length === 0
        ? []
        : [`- when: ${item.when}`, "  do:", ...below.map((line) => `    ${line}`)];
    }
    const after = printPause(Math.max(item.at - end, pause));
    end = Math.max(end, item.ends);
    pause = 0;
    return item.steps.flatMap((step, place) =>
      place === 0 && after !== undefined ? [`- after: ${after}`, `  ${withKey(step)}`] : [`- ${step}`],
    );
  });
};

/** A step that is a name alone has to be a key beside others. */
const withKey = (step: string): string => (/^[a-z-]+$/.test(step) ? `${step}: {}` : step);

/** Rules take no time, so it is only for readers that they stand where they were needed. */
const byInstant = (one: Item, other: Item): number => one.at - other.at;

/** A pause as somebody would say it, or nothing where there was hardly any. */
const printPause = (milliseconds: number): string | undefined => {
  const unit = milliseconds >= 3_600_000 ? 60_000 : 1000;
  const rounded = Math.round(milliseconds / unit) * unit;
  return rounded > 0 ? printDuration(rounded) : undefined;
};
