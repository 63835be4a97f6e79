import type { Instant } from "../../../kernel/clock/clock.ts";
import type { WebhookDelivery } from "../../../world/webhook-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import type { Attempt, AttemptOutcome } from "./deliveries-port.ts";
import { explainOutcome } from "./explain-outcome.ts";
import { isTaken, pauseAfter } from "./retries.ts";

/** What becomes of deliveries: they arrive, are to be tried again at an instant, or have failed. */
export class DeliveryOutcomes {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor(world: World, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Keeps what came of an attempt that counts. */
  note(row: WebhookDelivery, { startedAt }: Attempt, outcome: AttemptOutcome): void {
    const answered = "status" in outcome;
    this.#world.tables.webhookDeliveries.update(row.id, {
      attemptCount: row.attemptCount + 1,
      lastAttemptAt: startedAt,
      httpStatus: answered ? outcome.status : null,
      responseBody: answered ? outcome.body : null,
    });
    if (answered && isTaken(outcome)) this.#succeed(row, outcome.status);
    else this.#failOrRetry(row, startedAt, outcome);
  }

  /** Nobody tries any more. */
  fail(row: WebhookDelivery, why: string): void {
    this.#world.tables.webhookDeliveries.update(row.id, { status: "failed", errorMessage: why });
    this.#count(row, { deliveriesFailed: 1 });
    this.#world.announce("webhook.failed", { ...namesOf(row), final: true, why });
  }

  /** Lets a delivery be due at an instant. */
  wake({ id, voice }: WebhookDelivery, at: Instant): void {
    const timer = this.#world.clock.schedule({
      at,
      class: "story",
      kind: "webhook.retry",
      payload: { deliveryId: id },
      // In a call it is the network that takes its time, not the agent.
      ...(voice !== undefined && { unasked: true }),
    });
    this.#world.tables.webhookDeliveries.update(id, { retryTimer: timer.id });
  }

  #count(row: WebhookDelivery, counts: { deliveriesOk?: number; deliveriesFailed?: number }): void {
    if (!row.voice?.hosted) this.#phone.usage.count({ ...row, numberId: null }, counts);
  }

  #succeed(row: WebhookDelivery, status: number): void {
    this.#world.tables.webhookDeliveries.update(row.id, { status: "success", errorMessage: null });
    this.#count(row, { deliveriesOk: 1 });
    this.#world.announce("webhook.delivered", { ...namesOf(row), status });
  }

  #failOrRetry(row: WebhookDelivery, startedAt: Instant, outcome: AttemptOutcome): void {
    const why = explainOutcome(outcome, row.timeoutMs);
    // Its turn in the call is over by then.
    const isOnlyAttempt = row.test || row.voice !== undefined;
    const pause = isOnlyAttempt ? undefined : pauseAfter(outcome, row.attemptCount);
    if (pause === undefined) return this.fail(row, why);
    const at = startedAt + pause;
    this.#world.tables.webhookDeliveries.update(row.id, { errorMessage: why, nextRetryAt: at });
    this.wake(row, at);
    this.#world.announce("webhook.failed", { ...namesOf(row), final: false, why });
  }
}

const namesOf = ({ id, eventType, channel, url, attemptCount }: WebhookDelivery) => ({
  delivery: id,
  event: eventType,
  channel,
  url,
  attempt: attemptCount,
});
