import type { Instant } from "../../../kernel/clock/clock.ts";
import type { Strike } from "../../../kernel/faults.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../../../world/webhook-entities.ts";
import type { WebhookNews } from "./webhook-news.ts";

interface Circumstances {
  readonly id: string;
  readonly at: Instant;
  readonly strike: Strike | undefined;
  readonly test: boolean;
}

/** News as a row: addressed and written out for the endpoint as it is set now, whatever becomes of that. */
export const newDelivery = (
  { payload, event, accountId, agentId, channel, messageId, lane }: WebhookNews,
  { id: endpointId, url, secret, timeout, contextLimit }: WebhookEndpoint,
  { id, at, strike, test }: Circumstances,
): WebhookDelivery => ({
  id,
  accountId,
  agentId,
  endpointId,
  url,
  secret,
  lane,
  messageId,
  channel,
  test,
  eventType: event,
  timeoutMs: timeout * 1000,
  body: JSON.stringify(payload(contextLimit)),
  status: "pending",
  httpStatus: null,
  errorMessage: null,
  responseBody: null,
  attemptCount: 0,
  lastAttemptAt: null,
  nextRetryAt: null,
  createdAt: at,
  ...(strike?.answer.kind === "webhook" && { fault: { id: strike.fault, deed: strike.answer.deed } }),
});
