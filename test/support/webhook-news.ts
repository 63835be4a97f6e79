import type { WebhookNews } from "../../src/domain/agentphone/webhooks/deliveries.ts";
import type { WebhookDelivery } from "../../src/world/webhook-entities.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import type { Client } from "./store-client.ts";

/** Queues news as a text does that reached a number; `world` names another world than main. */
export const tell = (
  ringback: Ringback,
  text: string,
  { world = "main", ...news }: Partial<WebhookNews> & { readonly world?: string } = {},
): WebhookDelivery | undefined =>
  ringback.worlds.find(world)?.domain.agentphone.deliveries.queue({
    accountId: "acct_001",
    agentId: null,
    event: "agent.message",
    channel: "sms",
    messageId: "msg_001",
    lane: "conv_001",
    payload: (contextLimit) => ({ text, contextLimit }),
    ...news,
  });

/** Sets the account's webhook. */
export const setWebhook = async (phone: Client, url: string, more: object = {}) => {
  const { status, body, text } = await phone.post("/v1/webhooks", { url, ...more });
  if (status !== 200) throw new Error(text);
  return body as { id: string; secret: string; contextLimit: number; timeout: number };
};

/** Makes an agent and answers its id. */
export const makeAgent = async (phone: Client): Promise<string> =>
  ((await phone.post("/v1/agents", { name: "Desk" })).body as { id: string }).id;
