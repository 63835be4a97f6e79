import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";
import { address, limit, someText } from "./fields.ts";

const whose = () => someText("The agent whose webhook is meant; without it, the account's");

/** AgentPhone's tools for webhooks, each for the account's or for one agent's. */
export const webhookTools = {
  get_webhook: phoneTool({
    name: "get_webhook",
    description: "Read where events are sent, and the secret that they are signed with.",
    annotations: looking,
    input: () => z.object({ agent_id: whose() }),
  }),
  set_webhook: phoneTool({
    name: "set_webhook",
    description:
      "Say where texts and call events are sent. An agent's webhook takes the place of the account's. Every time there is a new secret.",
    annotations: { idempotentHint: true },
    input: () =>
      z.object({
        url: address().describe("Where to send events"),
        agent_id: whose(),
        context_limit: z
          .number()
          .min(0)
          .max(50)
          .optional()
          .describe("How many earlier messages come with an event"),
        timeout: z.number().optional().describe("How many seconds your server may take"),
      }),
  }),
  delete_webhook: phoneTool({
    name: "delete_webhook",
    description:
      "Send no more events there; ask the user first. An agent's then go to the account's webhook.",
    annotations: { destructiveHint: true },
    input: () => z.object({ agent_id: whose() }),
  }),
  test_webhook: phoneTool({
    name: "test_webhook",
    description: "Send a test event to the webhook and see how it was answered.",
    annotations: { idempotentHint: true, openWorldHint: true },
    input: () => z.object({ agent_id: whose() }),
  }),
  list_webhook_deliveries: phoneTool({
    name: "list_webhook_deliveries",
    description: "See which events were delivered lately, and how they were answered.",
    annotations: looking,
    input: () =>
      z.object({
        agent_id: whose(),
        limit: limit(20),
        hours: z.number().min(1).optional().describe("Only those of the last so many hours"),
      }),
  }),
};
