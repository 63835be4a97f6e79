import type { Instant } from "../../../kernel/clock/clock.ts";
import type { Strike } from "../../../kernel/faults.ts";
import type { VoiceOddity } from "../../../world/agentphone-entities.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../../../world/webhook-entities.ts";
import { makeOdd } from "./news/odd-voice-news.ts";
import type { WebhookNews } from "./webhook-news.ts";

/** Where something is sent: an endpoint, or what stands for one. */
export type Addressee = Pick<WebhookEndpoint, "id" | "url" | "secret" | "timeout" | "contextLimit">;

interface Circumstances {
  readonly id: string;
  readonly at: Instant;
  readonly strike: Strike | undefined;
  readonly test: boolean;
  readonly oddities: readonly VoiceOddity[];
}

/** News as a row: addressed and written out for the endpoint as it is set now, whatever becomes of that. */
export const newDelivery = (
  { payload, event, accountId, agentId, channel, messageId, lane, voice }: WebhookNews,
  { id: endpointId, url, secret, timeout, contextLimit }: Addressee,
  { id, at, strike, test, oddities }: Circumstances,
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
  body: JSON.stringify(makeOdd(payload(contextLimit), oddities)),
  status: "pending",
  httpStatus: null,
  errorMessage: null,
  responseBody: null,
  attemptCount: 0,
  lastAttemptAt: null,
  nextRetryAt: null,
  createdAt: at,
  ...(voice !== undefined && { voice }),
  ...(strike?.answer.kind === "webhook" && { fault: { id: strike.fault, deed: strike.answer.deed } }),
});
