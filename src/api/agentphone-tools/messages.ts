import type { messageTools } from "../../contract/agentphone-tools/messages.ts";
import type { List, MessageAnswer, SentAnswer } from "./answers.ts";
import type { ToolHandlersOf } from "./phone-tool-handler.ts";
import { listed, requireE164 } from "./texts.ts";

/** What the tools for texts do. */
export const messageToolHandlers: ToolHandlersOf<typeof messageTools> = {
  send_message: async (input, ask) => {
    const { agent_id, from_number, number_id, to_number } = input;
    if (!agent_id && !from_number && !number_id)
      throw new Error("Provide agent_id, from_number, or number_id to identify the sender.");
    // What begins otherwise may be a short code, a group or an address, and is AgentPhone's to judge.
    if (to_number.startsWith("+")) requireE164(to_number);
    if (from_number) requireE164(from_number);
    const sent = await ask<SentAnswer>("agentphone.messages.send", input);
    const lines = [
      "Message sent!",
      `  From: ${sent.from_number}`,
      `  To: ${sent.to_number}`,
      `  Channel: ${sent.channel ?? "unknown"}`,
      `  Status: ${sent.status}`,
      `  ID: ${sent.id}`,
    ];
    if (sent.reply_parent_unresolved)
      lines.push("  Note: couldn't thread under the reply parent; delivered without threading.");
    return lines.join("\n");
  },
  get_messages: async ({ number_id, limit }, ask) =>
    listed(await ask<List<MessageAnswer>>("agentphone.numbers.messages.list", { number_id, limit }), {
      noun: "message(s)",
      none: "No messages found for this number.",
      line: ({ receivedAt, from, to, body }) => `[${receivedAt}] ${from} → ${to}: ${body}`,
    }),
};
