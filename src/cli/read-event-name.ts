import { eventOffers } from "./event-offers.ts";
import { UsageError } from "./failures.ts";
import { didYouMean } from "./read-arguments.ts";

/** The name of an event as it was written: one that never happens would be looked for in vain. */
export const readEventName = async (name: string): Promise<string> => {
  const names = await eventOffers();
  if (names.includes(name)) return name;
  const cure = didYouMean(name, names) || " The page docs/control.md lists those there are.";
  throw new UsageError(`There is no event ${name}.${cure}`);
};
