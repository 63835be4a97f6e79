import type { World } from "../world/world.ts";

/** What is told of every attempt to deliver something to a webhook. */
export interface DeliveryNews {
  readonly world: string;
  readonly at: number;
  readonly url: string;
  readonly event: string;
  readonly channel: string;
  readonly delivery: string;
  readonly attempt: number;
  /** What the webhook answered when it took it. */
  readonly status?: number;
  /** Why it did not. */
  readonly why?: string;
  /** When it is tried again. */
  readonly nextAt?: number;
}

/** Tells of every delivery of a world, as soon as it is known what came of it. */
export const tellDeliveries = ({ name, events, tables }: World, tell: (news: DeliveryNews) => void): void => {
  events.subscribe((news) => {
    if (news.type !== "webhook.delivered" && news.type !== "webhook.failed") return;
    const { at, url, event, channel, delivery, attempt } = news;
    const told = { world: name, at, url, event, channel, delivery, attempt };
    if (news.type === "webhook.delivered") return tell({ ...told, status: news.status });
    const nextAt = news.final ? null : tables.webhookDeliveries.get(delivery)?.nextRetryAt;
    tell({ ...told, why: news.why, ...(typeof nextAt === "number" && { nextAt }) });
  });
};
