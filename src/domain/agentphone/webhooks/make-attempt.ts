import { version } from "../../../kernel/version.ts";
import type { WebhookDelivery } from "../../../world/webhook-entities.ts";
import type { World } from "../../../world/world.ts";
import type { Attempt, DueDelivery } from "./deliveries-port.ts";
import { packDelivery } from "./harm-delivery.ts";
import { signDelivery } from "./sign-delivery.ts";

/** Makes what is sent of a delivery now, signed afresh. `realNow` is the machine's time, where signatures go by it. */
export const makeAttempt = (
  row: WebhookDelivery,
  { again, edit = {} }: DueDelivery,
  { clock, name }: World,
  realNow: number | undefined,
): Attempt => {
  const startedAt = clock.now();
  // A fault strikes once: what is sent again is sound.
  const deed = again || row.attemptCount > 0 ? undefined : row.fault?.deed;
  const second = Math.floor((realNow ?? startedAt) / 1000);
  const { timestamp, signed, sent, harmSignature } = packDelivery(edit.body ?? row.body, second, deed);
  return {
    deliveryId: row.id,
    number: again ? 0 : row.attemptCount + 1,
    startedAt,
    url: row.url,
    timeoutMs: row.timeoutMs,
    body: sent,
    headers: {
      "Content-Type": "application/json",
      "User-Agent": `ringback/${version}`,
      "X-Webhook-ID": row.id,
      "X-Webhook-Event": row.eventType,
      "X-Webhook-Timestamp": String(timestamp),
      "X-Webhook-Signature": harmSignature(signDelivery(row.secret, String(timestamp), signed)),
      ...(name !== "main" && { "X-Ringback-World": name }),
      ...edit.headers,
    },
  };
};
