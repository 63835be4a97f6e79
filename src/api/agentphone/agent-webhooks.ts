import type { agentWebhooksOperations } from "../../contract/agentphone/agent-webhooks.ts";
import { newestPage } from "../../domain/agentphone/paging.ts";
import type { Context, HandlersOf } from "../context.ts";
import { recentDeliveries } from "./recent-deliveries.ts";
import { writeDelivery, writeTestResult, writeWebhook } from "./write-webhook.ts";

export const agentWebhooksHandlers: HandlersOf<typeof agentWebhooksOperations> = {
  "agentphone.agents.webhook.get": ({ agent_id }, context) => {
    const endpoint = phoneOf(context).webhooks.of(context.caller.accountId, requireAgent(agent_id, context));
    return endpoint === undefined ? null : writeWebhook(endpoint);
  },
  "agentphone.agents.webhook.set": ({ agent_id, ...wish }, context) => {
    const agentId = requireAgent(agent_id, context);
    return writeWebhook(phoneOf(context).webhooks.set(context.caller.accountId, agentId, wish));
  },
  "agentphone.agents.webhook.delete": ({ agent_id }, context) => {
    phoneOf(context).webhooks.remove(context.caller.accountId, requireAgent(agent_id, context));
    return { success: true };
  },
  "agentphone.agents.webhook.deliveries.list": ({ agent_id, limit = 50, hours }, context) => {
    const { tables, clock } = context.running.world;
    const rows = tables.webhookDeliveries.by("agent", requireAgent(agent_id, context));
    return newestPage(recentDeliveries(rows, clock.now(), hours), { limit }).rows.map(writeDelivery);
  },
  "agentphone.agents.webhook.test": async ({ agent_id }, context) => {
    const agentId = requireAgent(agent_id, context);
    const { webhooks, deliveries } = phoneOf(context);
    const endpoint = webhooks.require(context.caller.accountId, agentId);
    return writeTestResult(await deliveries.test(endpoint, agentId), endpoint);
  },
};

const phoneOf = ({ running }: Context) => running.domain.agentphone;

/** The id of an agent that the caller has. Throws `not_found`. */
const requireAgent = (agentId: string, context: Context): string =>
  phoneOf(context).agents.get(context.caller.accountId, agentId).id;
