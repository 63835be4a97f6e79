import * as z from "zod";
import { agentAnswer, agentName, agentNumber, agentSettings } from "./agent-fields.ts";
import { agentphone, perMinute } from "./declare.ts";
import { idText, page, pageQuery, success } from "./fields.ts";

/** The operations of AgentPhone: agents. */
export const agentsOperations = {
  "agentphone.agents.list": agentphone({
    name: "agentphone.agents.list",
    summary: "Lists the account's agents with their numbers, newest first.",
    effect: "read",
    input: () => z.object(page()),
    output: () => z.strictObject({ data: z.array(agentAnswer()), total: z.int() }),
    rest: { method: "GET", path: "/v1/agents", success: 200, query: pageQuery },
  }),
  "agentphone.agents.create": agentphone({
    name: "agentphone.agents.create",
    summary: "Makes an agent. A hosted one needs a prompt.",
    effect: "write",
    input: () => z.object({ name: agentName(), ...agentSettings() }),
    output: agentAnswer,
    rateLimits: [perMinute(30)],
    rest: { method: "POST", path: "/v1/agents", success: 200 },
  }),
  "agentphone.agents.get": agentphone({
    name: "agentphone.agents.get",
    summary: "Answers an agent with its numbers.",
    effect: "read",
    input: () => z.object({ agent_id: idText() }),
    output: agentAnswer,
    rest: { method: "GET", path: "/v1/agents/:agent_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.agents.update": agentphone({
    name: "agentphone.agents.update",
    summary:
      "Changes the fields that are sent and no other. An agent that becomes a webhook's loses its prompt and greeting.",
    effect: "write",
    input: () => z.object({ agent_id: idText(), name: agentName().nullish(), ...agentSettings() }),
    output: agentAnswer,
    rateLimits: [perMinute(20)],
    rest: { method: "PATCH", path: "/v1/agents/:agent_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.agents.delete": agentphone({
    name: "agentphone.agents.delete",
    summary: "Removes an agent. Its numbers, conversations and calls stay, without an agent.",
    effect: "write",
    input: () => z.object({ agent_id: idText() }),
    output: () => z.strictObject({ success: z.literal(true), id: z.string(), name: z.string() }),
    rateLimits: [perMinute(30)],
    rest: { method: "DELETE", path: "/v1/agents/:agent_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.agents.numbers.attach": agentphone({
    name: "agentphone.agents.numbers.attach",
    summary: "Gives a number of the account to an agent, away from any other agent.",
    effect: "write",
    actsFor: ["agent_id"],
    input: () => z.object({ agent_id: idText(), numberId: idText() }),
    output: () => z.strictObject({ agentId: z.string(), number: agentNumber() }),
    rest: { method: "POST", path: "/v1/agents/:agent_id/numbers", success: 200 },
    errors: ["not_found", "already_released"],
  }),
  "agentphone.agents.numbers.detach": agentphone({
    name: "agentphone.agents.numbers.detach",
    summary: "Takes a number from its agent. The account keeps it.",
    effect: "write",
    actsFor: ["agent_id"],
    input: () => z.object({ agent_id: idText(), number_id: idText() }),
    output: success,
    rest: { method: "DELETE", path: "/v1/agents/:agent_id/numbers/:number_id", success: 200 },
    errors: ["not_found"],
  }),
};
