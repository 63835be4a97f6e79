import * as z from "zod";
import { agentphone } from "./declare.ts";
import { idText, pageLimit, success } from "./fields.ts";
import { delivery, pastHours, testResult, webhook, webhookWish } from "./webhook-fields.ts";

const ofAgent = () => ({ agent_id: idText() });

/** The operations of AgentPhone: agent-webhooks. */
export const agentWebhooksOperations = {
  "agentphone.agents.webhook.get": agentphone({
    name: "agentphone.agents.webhook.get",
    summary: "Reads an agent's own webhook; null where it has none.",
    effect: "read",
    actsFor: ["agent_id"],
    input: () => z.object(ofAgent()),
    output: () => webhook().nullable(),
    rest: { method: "GET", path: "/v1/agents/:agent_id/webhook", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.agents.webhook.set": agentphone({
    name: "agentphone.agents.webhook.set",
    summary: "Sets an agent's own webhook, which replaces the account's for it, with a new secret each time.",
    effect: "write",
    actsFor: ["agent_id"],
    input: () => z.object({ ...ofAgent(), ...webhookWish() }),
    output: webhook,
    rest: { method: "POST", path: "/v1/agents/:agent_id/webhook", success: 200 },
    errors: ["not_found", "not_possible"],
  }),
  "agentphone.agents.webhook.delete": agentphone({
    name: "agentphone.agents.webhook.delete",
    summary: "Takes an agent's own webhook away: the account's hears of it again.",
    effect: "write",
    actsFor: ["agent_id"],
    input: () => z.object(ofAgent()),
    output: success,
    rest: { method: "DELETE", path: "/v1/agents/:agent_id/webhook", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.agents.webhook.deliveries.list": agentphone({
    name: "agentphone.agents.webhook.deliveries.list",
    summary: "Lists deliveries about an agent, newest first.",
    effect: "read",
    actsFor: ["agent_id"],
    input: () => z.object({ ...ofAgent(), limit: pageLimit(100), hours: pastHours().nullish() }),
    output: () => z.array(delivery()),
    rest: {
      method: "GET",
      path: "/v1/agents/:agent_id/webhook/deliveries",
      success: 200,
      query: { limit: "integer", hours: "integer" },
    },
    errors: ["not_found"],
  }),
  "agentphone.agents.webhook.test": agentphone({
    name: "agentphone.agents.webhook.test",
    summary: "Sends a synthetic text to an agent's own webhook, and waits for its answer.",
    effect: "write",
    actsFor: ["agent_id"],
    input: () => z.object(ofAgent()),
    output: testResult,
    rest: { method: "POST", path: "/v1/agents/:agent_id/webhook/test", success: 200 },
    errors: ["not_found"],
  }),
};
