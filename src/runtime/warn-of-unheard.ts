import type { World } from "../world/world.ts";

/**
 * Warns once for each account and agent to whom something happens that no webhook is told. `isAwaited`: somebody from
 * outside may set one. Without them it is worth a word only where there is one for somebody else.
 */
export const warnOfUnheard = (
  { name, events, tables }: World,
  isAwaited: boolean,
  warn: (sentence: string) => void,
): void => {
  const warned = new Set<string>();
  events.subscribe((event) => {
    if (event.type !== "webhook.unheard" || !(isAwaited || tables.webhookEndpoints.size > 0)) return;
    const owner = event.agent ?? event.account;
    if (warned.has(owner)) return;
    warned.add(owner);
    const whose = event.agent === undefined ? `account ${event.account}` : `agent ${event.agent}`;
    warn(
      `In the world ${name}, no webhook is set to be told of ${event.event} of ${whose}. POST /v1/webhooks sets one; an agent that reads its messages needs none.`,
    );
  });
};
