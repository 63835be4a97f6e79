import { accountOperations } from "./accounts.ts";
import { callControlOperations } from "./calls.ts";
import { carrierOperations } from "./carrier.ts";
import { clockOperations } from "./clock.ts";
import { eventOperations } from "./events.ts";
import { faultOperations } from "./faults.ts";
import { peopleOperations } from "./people.ts";
import { phoneAgentOperations } from "./phone-agents.ts";
import { phoneAccountOperations } from "./phone-accounts.ts";
import { requestOperations } from "./requests.ts";
import { scenarioOperations } from "./scenarios.ts";
import { stateOperations } from "./state.ts";
import { waitOperations } from "./wait.ts";
import { webhookControlOperations } from "./webhooks.ts";
import { worldOperations } from "./worlds.ts";

/** Every operation of ringback's own controls. */
export const controlOperations = {
  ...worldOperations,
  ...clockOperations,
  ...peopleOperations,
  ...callControlOperations,
  ...phoneAgentOperations,
  ...accountOperations,
  ...phoneAccountOperations,
  ...faultOperations,
  ...eventOperations,
  ...waitOperations,
  ...stateOperations,
  ...scenarioOperations,
  ...requestOperations,
  ...webhookControlOperations,
  ...carrierOperations,
};
