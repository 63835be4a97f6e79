import { accountOperations } from "./accounts.ts";
import { clockOperations } from "./clock.ts";
import { eventOperations } from "./events.ts";
import { peopleOperations } from "./people.ts";
import { worldOperations } from "./worlds.ts";

/** Every operation of ringback's own controls. */
export const controlOperations = {
  ...worldOperations,
  ...clockOperations,
  ...peopleOperations,
  ...accountOperations,
  ...eventOperations,
};
