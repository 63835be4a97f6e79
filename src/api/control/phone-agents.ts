import type { phoneAgentOperations } from "../../contract/control/phone-agents.ts";
import type { AgentWish } from "../../domain/agentphone/agents/phone-agents.ts";
import { requireCallableNumber } from "../../domain/numbers/callable-number.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { HandlersOf } from "../context.ts";
import type { RunningWorld } from "../running-world.ts";

export const phoneAgentHandlers: HandlersOf<typeof phoneAgentOperations> = {
  "control.phoneAgents.create": ({ accountId, webhookUrl, ...wish }, { running }) => {
    const { accounts, agentphone } = running.domain;
    const account = accounts.get(accountId ?? accounts.default().accountId).id;
    const { id, name, voiceMode } = agentphone.agents.create(account, wish as AgentWish);
    const secret = webhookUrl === undefined ? undefined : setWebhook(account, id, webhookUrl, running);
    return { agentId: id, name, account, voiceMode, ...(secret !== undefined && { secret }) };
  },
  "control.people.locate": async ({ number: spelling, latitude, longitude }, { running }) => {
    const number = await requireCallableNumber(spelling);
    const place = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
    if ((latitude ?? longitude) !== undefined && place === undefined) throw halfAPlace();
    const shared = running.domain.agentphone.locations.share(number, place);
    return {
      number,
      latitude: shared.latitude,
      longitude: shared.longitude,
      at: toMillisecondText(shared.at),
    };
  },
};

const setWebhook = (account: string, agent: string, url: string, { domain }: RunningWorld): string => {
  const { agents, webhooks } = domain.agentphone;
  try {
    return webhooks.set(account, agent, { url }).secret;
  } catch (error) {
    // All or nothing: whoever is refused the webhook asks again, and must not find two agents then.
    agents.remove(account, agent);
    throw error;
  }
};

const halfAPlace = (): RingbackError => {
  const message = "come together: a place has both, and nowhere neither";
  return new RingbackError("validation_error", `latitude and longitude ${message}.`, {
    issues: [{ path: "latitude", message }],
  });
};
