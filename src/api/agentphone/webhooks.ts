import type { webhooksOperations } from "../../contract/agentphone/webhooks.ts";
import {
  countDeliveries,
  measureDeliveries,
  successRate,
} from "../../domain/agentphone/webhooks/delivery-stats.ts";
import { newestPage } from "../../domain/agentphone/paging.ts";
import type { Context, HandlersOf } from "../context.ts";
import { recentDeliveries } from "./recent-deliveries.ts";
import { writeDelivery, writeTestResult, writeWebhook } from "./write-webhook.ts";

export const webhooksHandlers: HandlersOf<typeof webhooksOperations> = {
  "agentphone.webhooks.get": (_input, { running, caller }) => {
    const endpoint = running.domain.agentphone.webhooks.of(caller.accountId);
    return endpoint === undefined ? null : writeWebhook(endpoint);
  },
  "agentphone.webhooks.set": (wish, { running, caller }) =>
    writeWebhook(running.domain.agentphone.webhooks.set(caller.accountId, undefined, wish)),
  "agentphone.webhooks.delete": (_input, { running, caller }) => {
    running.domain.agentphone.webhooks.remove(caller.accountId);
    return { success: true };
  },
  "agentphone.webhooks.deliveries.list": ({ limit = 50, offset = 0, hours }, context) => {
    const { rows, total } = newestPage(deliveriesOf(context, hours), { limit, offset });
    return { items: rows.map(writeDelivery), total, offset, limit };
  },
  "agentphone.webhooks.deliveries.stats": ({ hours = 24 }, context) => {
    const { byHour, ...stats } = measureDeliveries(deliveriesOf(context, hours), scaleOf(context));
    return { ...stats, byEventType: { ...stats.byEventType }, byHour: [...byHour] };
  },
  "agentphone.webhooks.deliveries.allTime": (_input, context) => {
    const counts = countDeliveries(deliveriesOf(context, undefined));
    return { ...counts, successRate: successRate(counts, scaleOf(context)) };
  },
  "agentphone.webhooks.test": async ({ agentId }, { running, caller: { accountId } }) => {
    const { agents, webhooks, deliveries } = running.domain.agentphone;
    const agent =
      agentId === null || agentId === undefined
        ? running.world.tables.phoneAgents.by("account", accountId)[0]
        : agents.get(accountId, agentId);
    const endpoint = webhooks.requireFor(accountId, agent?.id ?? null);
    return writeTestResult(await deliveries.test(endpoint, agent?.id ?? null), endpoint);
  },
};

const deliveriesOf = ({ running: { world }, caller }: Context, hours: number | null | undefined) =>
  recentDeliveries(world.tables.webhookDeliveries.by("account", caller.accountId), world.clock.now(), hours);

const scaleOf = ({ running, caller }: Context): 1 | 100 =>
  running.domain.agentphone.profiles.of(caller.accountId).successRateScale;
