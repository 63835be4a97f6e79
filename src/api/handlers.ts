import type { Operations } from "../contract/operations.ts";
import type { HandlersOf } from "./context.ts";
import { agentphoneHandlers } from "./agentphone/agentphone-handlers.ts";
import { accountHandlers } from "./control/accounts.ts";
import { callControlHandlers } from "./control/calls.ts";
import { carrierHandlers } from "./control/carrier.ts";
import { clockHandlers } from "./control/clock.ts";
import { eventHandlers } from "./control/events.ts";
import { faultHandlers } from "./control/faults.ts";
import { peopleHandlers } from "./control/people.ts";
import { phoneAgentHandlers } from "./control/phone-agents.ts";
import { phoneAccountHandlers } from "./control/phone-accounts.ts";
import { requestHandlers } from "./control/requests.ts";
import { scenarioHandlers } from "./control/scenarios.ts";
import { stateHandlers } from "./control/state.ts";
import { waitHandlers } from "./control/wait.ts";
import { webhookControlHandlers } from "./control/webhooks.ts";
import { worldHandlers } from "./control/worlds.ts";
import { buyingHandlers } from "./store/buying.ts";
import { catalogHandlers } from "./store/catalog.ts";
import { phoneHandlers } from "./store/phone.ts";
import { serviceHandlers } from "./store/services.ts";

/** Exactly one handler for every operation. */
export const handlers: HandlersOf<Operations> = {
  ...catalogHandlers,
  ...buyingHandlers,
  ...serviceHandlers,
  ...phoneHandlers,
  ...agentphoneHandlers,
  ...worldHandlers,
  ...clockHandlers,
  ...peopleHandlers,
  ...callControlHandlers,
  ...phoneAgentHandlers,
  ...accountHandlers,
  ...phoneAccountHandlers,
  ...faultHandlers,
  ...eventHandlers,
  ...waitHandlers,
  ...stateHandlers,
  ...scenarioHandlers,
  ...requestHandlers,
  ...webhookControlHandlers,
  ...carrierHandlers,
};
