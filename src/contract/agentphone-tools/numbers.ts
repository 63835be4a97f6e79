import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";
import { limit, offset, someText, text } from "./fields.ts";

/** AgentPhone's tools for phone numbers. */
export const numberTools = {
  list_numbers: phoneTool({
    name: "list_numbers",
    description: "List the account's phone numbers. Other tools want the ids that it shows.",
    annotations: looking,
    input: () => z.object({ limit: limit(20), offset: offset() }),
  }),
  buy_number: phoneTool({
    name: "buy_number",
    description:
      "Buy a phone number, optionally in an area code and for an agent. It costs money: the first call only says what would be bought, a second one with confirm=true buys it.",
    annotations: { openWorldHint: true },
    input: () =>
      z.object({
        country: z.string().length(2).default("US").describe("ISO country code of two letters"),
        area_code: z.string().length(3).optional().describe("Area code of three digits, such as 415"),
        agent_id: someText("The agent that is to have the number"),
        confirm: z.boolean().default(false).describe("Buy it now, after the user has agreed"),
      }),
  }),
};

/** AgentPhone's tools for which agent has which number. */
export const attachmentTools = {
  attach_number: phoneTool({
    name: "attach_number",
    description: "Give an agent a phone number, so that its texts and calls are the agent's.",
    annotations: { idempotentHint: true },
    input: () => z.object({ agent_id: text("The agent's id"), number_id: text("The number's id") }),
  }),
  detach_number: phoneTool({
    name: "detach_number",
    description: "Take a phone number from an agent. The account keeps it.",
    annotations: { idempotentHint: true },
    input: () => z.object({ agent_id: text("The agent's id"), number_id: text("The number's id") }),
  }),
};
