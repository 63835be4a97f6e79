import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";
import { limit, offset, someText, text } from "./fields.ts";

/** AgentPhone's tools for calls. */
export const callTools = {
  list_calls: phoneTool({
    name: "list_calls",
    description:
      "List calls: of one number, of one agent, or of the account. Status, direction and search count only for the account's.",
    annotations: looking,
    input: () =>
      z.object({
        agent_id: someText("Only this agent's calls"),
        number_id: someText("Only this number's calls"),
        limit: limit(20),
        offset: offset(),
        status: someText("Such as in-progress, completed or failed"),
        direction: z.enum(["inbound", "outbound"]).optional().describe("Who called whom"),
        search: someText("A part of either number"),
      }),
  }),
  get_call: phoneTool({
    name: "get_call",
    description: "Read one call with what was said. With wait=true it answers when the call is over.",
    annotations: looking,
    input: () =>
      z.object({
        call_id: text("The call's id"),
        wait: z.boolean().default(false).describe("Wait for the end of the call"),
        timeout: z.number().min(10).max(300).default(120).describe("How many seconds to wait at most"),
      }),
  }),
  make_call: phoneTool({
    name: "make_call",
    description:
      "Call somebody, with your own webhook answering each turn. For a call that the AI leads by itself, see make_conversation_call.",
    annotations: { openWorldHint: true },
    input: () =>
      z.object({
        agent_id: text("The agent that calls; it needs a number"),
        to_number: text("Whom to call, in E.164 form"),
        initial_greeting: someText("What to say first, after the notice that an AI is calling"),
        from_number_id: someText("The id of the number to call from"),
        voice: someText("A voice for this call alone"),
      }),
  }),
  make_conversation_call: phoneTool({
    name: "make_conversation_call",
    description:
      "Call somebody and have the AI talk with them about a topic. By default it answers with the transcript when the call is over.",
    annotations: { openWorldHint: true },
    input: () =>
      z.object({
        agent_id: text("The agent that calls; it needs a number"),
        to_number: text("Whom to call, in E.164 form"),
        topic: text("What to talk about and what to achieve"),
        initial_greeting: someText("What to say first, after the notice that an AI is calling"),
        wait: z.boolean().default(true).describe("Wait for the end of the call"),
        max_wait_seconds: z
          .number()
          .min(10)
          .max(600)
          .default(300)
          .describe("How many seconds to wait at most"),
        from_number_id: someText("The id of the number to call from"),
        voice: someText("A voice for this call alone"),
      }),
  }),
};
