import type { webhooksOperations } from "../../contract/agentphone/webhooks.ts";
import type { OutputOf } from "../../contract/operation.ts";
import type { AttemptResult } from "../../domain/agentphone/webhooks/deliveries-port.ts";
import { explainOutcome } from "../../domain/agentphone/webhooks/explain-outcome.ts";
import { isTaken } from "../../domain/agentphone/webhooks/retries.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../../world/webhook-entities.ts";

type Outputs = typeof webhooksOperations;
type WireWebhook = OutputOf<Outputs["agentphone.webhooks.set"]>;
type WireDelivery = OutputOf<Outputs["agentphone.webhooks.deliveries.list"]>["items"][number];
type WireTest = OutputOf<Outputs["agentphone.webhooks.test"]>;

/** A webhook as AgentPhone writes it. */
export const writeWebhook = (endpoint: WebhookEndpoint): WireWebhook => {
  const { id, url, secret, status, contextLimit, timeout, createdAt } = endpoint;
  return { id, url, secret, status, contextLimit, timeout, createdAt: toMillisecondText(createdAt) };
};

/** A line of the log of deliveries. */
export const writeDelivery = (row: WebhookDelivery): WireDelivery => {
  const { id, messageId, eventType, channel, status, httpStatus, errorMessage, responseBody } = row;
  return {
    id,
    messageId,
    eventType,
    channel,
    status,
    httpStatus,
    errorMessage,
    responseBody,
    attemptCount: row.attemptCount,
    lastAttemptAt: timeOrNull(row.lastAttemptAt),
    nextRetryAt: timeOrNull(row.nextRetryAt),
    createdAt: toMillisecondText(row.createdAt),
  };
};

/** What came of a synthetic event. */
export const writeTestResult = (
  { outcome, tookMs }: AttemptResult,
  { timeout }: WebhookEndpoint,
): WireTest => {
  const taken = isTaken(outcome);
  const status = "status" in outcome ? outcome.status : null;
  const why = taken ? null : explainOutcome(outcome, timeout * 1000);
  return {
    success: taken,
    httpStatus: status,
    errorMessage: why,
    statusCode: status,
    responseMs: tookMs,
    error: why,
  };
};

const timeOrNull = (instant: number | null): string | null =>
  instant === null ? null : toMillisecondText(instant);
