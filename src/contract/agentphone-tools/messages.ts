import * as z from "zod";
import { sendStyles } from "../agentphone/message-fields.ts";
import { looking, phoneTool } from "./declare.ts";
import { address, limit, someText, text } from "./fields.ts";

/** AgentPhone's tools for texts. */
export const messageTools = {
  send_message: phoneTool({
    name: "send_message",
    description:
      "Send a text (SMS, MMS or iMessage) to a phone number, a short code or a group. Say who sends it: agent_id, number_id or from_number.",
    annotations: { openWorldHint: true },
    input: () =>
      z.object({
        agent_id: someText("The agent that sends, from its first number"),
        to_number: text("A number such as +14155551234, a short code, or the id of a group (grp_…)"),
        body: text("What the message says; may be empty when there is media"),
        media_url: address().optional().describe("One picture or file to send along"),
        media_urls: z.array(address()).optional().describe("Several pictures or files to send along"),
        number_id: someText("The id of the number to send from"),
        from_number: someText("The number to send from, in E.164 form"),
        reply_to_message_id: someText("The message that this answers, in iMessage"),
        send_style: z.enum(sendStyles).optional().describe("An effect of iMessage"),
      }),
  }),
  get_messages: phoneTool({
    name: "get_messages",
    description:
      "Read the texts of one phone number. For threads, see list_conversations and get_conversation.",
    annotations: looking,
    input: () => z.object({ number_id: text("The number's id"), limit: limit(50, 200) }),
  }),
};
