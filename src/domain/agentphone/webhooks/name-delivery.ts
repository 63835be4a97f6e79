import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import type { WebhookNews } from "./webhook-news.ts";

/** The id of a new delivery, which every attempt carries: where ids are cuids it names its message and number, as seen live. */
export const nameDelivery = (
  { tables }: World,
  { profiles }: AgentPhone,
  { accountId, messageId }: WebhookNews,
): string => {
  const message = messageId === null ? undefined : tables.messages.get(messageId);
  if (message !== undefined && profiles.of(accountId).idStyle === "cuid") {
    const named = `del_${message.id}_${(message.numberId ?? "").slice(0, 8)}`;
    // A tapback is about a message that has had its delivery.
    if (tables.webhookDeliveries.get(named) === undefined) return named;
  }
  return profiles.nextId(accountId, "del");
};
