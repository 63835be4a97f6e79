import type { webhookTools } from "../../contract/agentphone-tools/webhooks.ts";
import type { DeliveryAnswer, List, WebhookAnswer, WebhookTestAnswer } from "./answers.ts";
import type { Ask, ToolHandlersOf } from "./phone-tool-handler.ts";
import { inFull, listed } from "./texts.ts";

/** What the tools for webhooks do. */
export const webhookToolHandlers: ToolHandlersOf<typeof webhookTools> = {
  get_webhook: async ({ agent_id }, ask) => {
    const webhook = await askAbout<WebhookAnswer | null>(ask, "get", agent_id);
    if (webhook !== null) return inFull(webhook);
    return agent_id
      ? "No agent-specific webhook configured. Events go to the project-level webhook."
      : "No webhook configured.";
  },
  set_webhook: async ({ agent_id, url, context_limit, timeout }, ask) => {
    const input = { url, contextLimit: context_limit, timeout };
    const webhook = await askAbout<WebhookAnswer>(ask, "set", agent_id, input);
    const whose = agent_id ? `Agent ${agent_id}` : "Project";
    return `${whose} webhook set!\n  URL: ${webhook.url}\n  Secret: ${webhook.secret}\n  Status: ${webhook.status}`;
  },
  delete_webhook: async ({ agent_id }, ask) => {
    await askAbout(ask, "delete", agent_id);
    return agent_id
      ? "Agent webhook deleted. Events will now go to the project-level webhook."
      : "Project webhook deleted.";
  },
  test_webhook: async ({ agent_id }, ask) => {
    const { success, statusCode, responseMs, error } = await askAbout<WebhookTestAnswer>(
      ask,
      "test",
      agent_id,
    );
    const whose = agent_id ? "Agent webhook" : "Webhook";
    return success
      ? `${whose} test successful!\n  Status code: ${statusCode}\n  Response time: ${responseMs}ms`
      : `${whose} test failed.\n  Error: ${error}\n  Status code: ${statusCode}`;
  },
  list_webhook_deliveries: async ({ agent_id, limit, hours }, ask) => {
    const deliveries = await askAbout<List<DeliveryAnswer>>(ask, "deliveries.list", agent_id, {
      limit,
      hours,
    });
    const words = { noun: "delivery(ies)", none: "No webhook deliveries found.", line: summarise };
    return listed(deliveries, words, true);
  },
};

const askAbout = <Answer>(
  ask: Ask,
  what: "get" | "set" | "delete" | "test" | "deliveries.list",
  agentId: string | undefined,
  input: Readonly<Record<string, unknown>> = {},
): Promise<Answer> =>
  agentId
    ? ask(`agentphone.agents.webhook.${what}`, { agent_id: agentId, ...input })
    : ask(`agentphone.webhooks.${what}`, input);

const summarise = ({ id, event, success, statusCode, responseMs, deliveredAt }: DeliveryAnswer): string =>
  `[${deliveredAt}] ${event} → ${success ? "OK" : "FAILED"} (${statusCode ?? "N/A"}, ${responseMs ?? "N/A"}ms) id=${id}`;
