import type { CallManners } from "../../carriers/carrier.ts";
import type { Tables } from "../../world/tables.ts";

/** What somebody does when called: what they were told last, else what is known of them; undefined where nothing is. */
export const mannersOf = ({ people, manners }: Tables, e164: string): CallManners | undefined => {
  const [person, told] = [people.get(e164), manners.get(e164)];
  if (person === undefined && told === undefined) return undefined;
  return { answers: told?.answers ?? person?.answers, says: told?.says ?? person?.says };
};
