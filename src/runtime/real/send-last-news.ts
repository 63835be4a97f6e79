import type { RealTime } from "../../kernel/clock/clock.ts";
import type { World } from "../../world/world.ts";

/** How long an agent may take to hear of the calls that ended with ringback, in milliseconds. */
const longest = 3_000;

/** Resolves when webhooks have been told what was waiting for them, or some seconds later: real calls end with ringback. */
export const sendLastNews = ({ tables, events }: World, realTime: RealTime): Promise<void> => {
  // What is tried again later has been tried.
  const isSent = (): boolean =>
    tables.webhookDeliveries.by("pending", "pending").every(({ retryTimer }) => retryTimer !== undefined);
  if (isSent()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      stopWaiting();
      stopListening();
      resolve();
    };
    const stopWaiting = realTime.after(longest, end);
    const stopListening = events.subscribe(({ type }) => {
      if ((type === "webhook.delivered" || type === "webhook.failed") && isSent()) end();
    });
  });
};
