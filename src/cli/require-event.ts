import { events } from "../contract/events.ts";
import { UsageError } from "./failures.ts";
import { didYouMean } from "./read-arguments.ts";

/** Refuses a name that no event has. */
export const requireEvent = (name: string): void => {
  const names = Object.keys(events);
  if (names.includes(name)) return;
  const cure = didYouMean(name, names) || " The page docs/control.md lists those there are.";
  throw new UsageError(`There is no event ${name}.${cure}`);
};
