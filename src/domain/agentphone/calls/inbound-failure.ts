import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import type { AgentPhone } from "../agentphone.ts";

/** Why a call cannot be taken by whoever it is for: nobody is, or a webhook is to speak and there is none. Else undefined. */
export const inboundFailure = (
  { webhooks }: AgentPhone,
  accountId: string,
  agent: PhoneAgent | undefined,
): string | undefined => {
  if (agent === undefined) return "dial_failed";
  if (agent.voiceMode === "hosted") return undefined;
  return webhooks.endpointFor(accountId, agent.id) === undefined ? "error_inbound_webhook" : undefined;
};
