import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import type { Call } from "../../../world/call-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import { isOverCallLimit } from "./allow-call.ts";

/** Why a call cannot be taken: in the vendor's word, and in plain ones. */
interface InboundFailure {
  readonly reason: string;
  readonly why: string;
}

/**
 * Why a call that rings cannot be taken by whoever it is for: nobody is, a webhook is to speak and there is none, or it is
 * one too many. Else undefined.
 */
export const inboundFailure = (
  world: World,
  phone: AgentPhone,
  { accountId = "", lineId }: Call,
  agent: PhoneAgent | undefined,
): InboundFailure | undefined => {
  if (agent === undefined) {
    const why = `No agent has the number ${lineId}. Attach one with POST /v1/agents/<agent id>/numbers.`;
    return { reason: "dial_failed", why };
  }
  const isDumb =
    agent.voiceMode === "webhook" && phone.webhooks.endpointFor(accountId, agent.id) === undefined;
  if (isDumb) {
    const why = `The agent ${agent.name} (${agent.id}) is in webhook mode, and no webhook is set. Set one with POST /v1/webhooks.`;
    return { reason: "error_inbound_webhook", why };
  }
  if (!isOverCallLimit(world, phone, accountId)) return undefined;
  return {
    reason: "concurrency_limit_reached",
    why: "The account has as many calls at once as its plan allows.",
  };
};
