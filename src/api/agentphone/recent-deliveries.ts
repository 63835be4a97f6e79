import type { Instant } from "../../kernel/clock/clock.ts";
import type { WebhookDelivery } from "../../world/webhook-entities.ts";

/** Those of a log, oldest first, that were made in the last hours; all of them where nobody says how many. */
export const recentDeliveries = (
  rows: readonly WebhookDelivery[],
  now: Instant,
  hours: number | null | undefined,
): readonly WebhookDelivery[] => {
  if (hours === null || hours === undefined) return rows;
  const since = now - hours * 3_600_000;
  const last = rows.findLastIndex(({ createdAt }) => createdAt < since);
  return rows.slice(last + 1);
};
