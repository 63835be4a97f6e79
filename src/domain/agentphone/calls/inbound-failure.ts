import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import type { Call } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import { isOverCallLimit } from "./allow-call.ts";

/**
 * Why a call that rings cannot be taken by whoever it is for: nobody is, a webhook is to speak and there is none, or it is
 * one too many. Else undefined.
 */
export const inboundFailure = (
  world: World,
  phone: AgentPhone,
  { accountId = "" }: Call,
  agent: PhoneAgent | undefined,
): string | undefined => {
  if (agent === undefined) return "dial_failed";
  const isDumb =
    agent.voiceMode === "webhook" && phone.webhooks.endpointFor(accountId, agent.id) === undefined;
  if (isDumb) return "error_inbound_webhook";
  return isOverCallLimit(world, phone, accountId) ? "concurrency_limit_reached" : undefined;
};
