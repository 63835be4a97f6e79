import { toMillisecondText } from "../../../kernel/time-text.ts";
import type { WebhookDelivery } from "../../../world/webhook-entities.ts";

const hourMs = 3_600_000;

/** How many deliveries there were, and how they stand. */
export interface DeliveryCounts {
  total: number;
  success: number;
  failed: number;
}

/** The counts of some time, by event and by the hour in which deliveries were made, oldest hour first. */
export interface DeliveryStats extends Readonly<DeliveryCounts> {
  readonly pending: number;
  readonly successRate: number;
  readonly byEventType: Readonly<Record<string, DeliveryCounts>>;
  readonly byHour: readonly ({ readonly hour: string } & DeliveryCounts)[];
}

/** Counts deliveries. */
export const countDeliveries = (rows: readonly WebhookDelivery[]): DeliveryCounts => {
  const counts = noDeliveries();
  for (const row of rows) count(counts, row);
  return counts;
};

/** Counts deliveries, oldest first, by event and hour too. */
export const measureDeliveries = (rows: readonly WebhookDelivery[], scale: 1 | 100): DeliveryStats => {
  const byEvent = new Map<string, DeliveryCounts>();
  const byHour = new Map<number, DeliveryCounts>();
  for (const row of rows) {
    count(entryOf(byEvent, row.eventType), row);
    count(entryOf(byHour, Math.floor(row.createdAt / hourMs) * hourMs), row);
  }
  const counts = countDeliveries(rows);
  return {
    ...counts,
    pending: counts.total - counts.success - counts.failed,
    successRate: successRate(counts, scale),
    byEventType: Object.fromEntries(byEvent),
    byHour: Array.from(byHour, ([hour, found]) => ({ hour: toMillisecondText(hour), ...found })),
  };
};

/** How many of those that are decided arrived, out of 1 or of 100, to the hundredth; 0 where none is decided. */
export const successRate = ({ success, failed }: DeliveryCounts, scale: 1 | 100): number =>
  success + failed === 0 ? 0 : Math.round((success / (success + failed)) * scale * 100) / 100;

const noDeliveries = (): DeliveryCounts => ({ total: 0, success: 0, failed: 0 });

const entryOf = <Key>(counts: Map<Key, DeliveryCounts>, key: Key): DeliveryCounts => {
  const found = counts.get(key) ?? noDeliveries();
  counts.set(key, found);
  return found;
};

const count = (counts: DeliveryCounts, { status }: WebhookDelivery): void => {
  counts.total += 1;
  if (status !== "pending") counts[status] += 1;
};
