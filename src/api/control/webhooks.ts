import type { webhookControlOperations } from "../../contract/control/webhooks.ts";
import type { OutputOf } from "../../contract/operation.ts";
import type { AttemptRecord } from "../../domain/agentphone/webhooks/attempt-log.ts";
import { explainOutcome } from "../../domain/agentphone/webhooks/explain-outcome.ts";
import { newestPage } from "../../domain/agentphone/paging.ts";
import { isTaken } from "../../domain/agentphone/webhooks/retries.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { WebhookDelivery } from "../../world/webhook-entities.ts";
import type { HandlersOf } from "../context.ts";

type WireDelivery = OutputOf<
  (typeof webhookControlOperations)["control.webhooks.deliveries.list"]
>["deliveries"][number];

export const webhookControlHandlers: HandlersOf<typeof webhookControlOperations> = {
  "control.webhooks.deliveries.list": ({ status, limit = 100, offset = 0 }, { running }) => {
    const all = [...running.world.tables.webhookDeliveries.all()];
    const wanted = status === undefined ? all : all.filter((row) => row.status === status);
    const { rows, total } = newestPage(wanted, { limit, offset });
    const sent = running.domain.agentphone.deliveries.attempts.byDelivery();
    return { deliveries: rows.map((row) => write(row, sent.get(row.id) ?? [])), total };
  },
  "control.webhooks.deliveries.replay": async ({ deliveryId, body, headers }, { running }) => {
    const row = running.world.tables.webhookDeliveries.get(deliveryId);
    if (row === undefined) {
      const cure = "GET /_ringback/webhooks/deliveries lists those there are.";
      throw new RingbackError("not_found", `There is no delivery ${deliveryId}. ${cure}`, {
        resource: "delivery",
        id: deliveryId,
      });
    }
    const { outcome } = await running.domain.agentphone.deliveries.replay(row, { body, headers });
    const answered = "status" in outcome;
    return {
      delivery: deliveryId,
      success: isTaken(outcome),
      httpStatus: answered ? outcome.status : null,
      responseBody: answered ? outcome.body : null,
      error: isTaken(outcome) ? null : explainOutcome(outcome, row.timeoutMs),
    };
  },
  "control.webhooks.deliver": (_input, { running }) => ({
    delivered: running.domain.agentphone.deliveries.deliver(),
  }),
};

const write = (row: WebhookDelivery, sent: readonly AttemptRecord[]): WireDelivery => ({
  delivery: row.id,
  account: row.accountId,
  agent: row.agentId,
  event: row.eventType,
  channel: row.channel,
  url: row.url,
  lane: row.lane,
  status: row.status,
  httpStatus: row.httpStatus,
  error: row.errorMessage,
  attemptCount: row.attemptCount,
  createdAt: toMillisecondText(row.createdAt),
  nextRetryAt: row.nextRetryAt === null ? null : toMillisecondText(row.nextRetryAt),
  test: row.test,
  ...(row.fault !== undefined && { fault: row.fault.id }),
  body: row.body,
  attempts: sent.map((record) => writeAttempt(row, record)),
});

const writeAttempt = (
  { timeoutMs }: WebhookDelivery,
  { attempt, outcome }: AttemptRecord,
): WireDelivery["attempts"][number] => ({
  attempt: attempt.number,
  at: toMillisecondText(attempt.startedAt),
  headers: { ...attempt.headers },
  body: attempt.body,
  httpStatus: "status" in outcome ? outcome.status : null,
  responseBody: "status" in outcome ? outcome.body : null,
  error: isTaken(outcome) ? null : explainOutcome(outcome, timeoutMs),
});
