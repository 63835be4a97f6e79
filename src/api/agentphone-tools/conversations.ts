import type { conversationTools } from "../../contract/agentphone-tools/conversations.ts";
import type { ConversationAnswer, List } from "./answers.ts";
import type { ToolHandlersOf } from "./phone-tool-handler.ts";
import { listed } from "./texts.ts";

/** What the tools for conversations do. */
export const conversationToolHandlers: ToolHandlersOf<typeof conversationTools> = {
  list_conversations: async ({ agent_id, limit, offset }, ask) => {
    const page = { limit, offset };
    const conversations = agent_id
      ? await ask<List<ConversationAnswer>>("agentphone.agents.conversations.list", { agent_id, ...page })
      : await ask<List<ConversationAnswer>>("agentphone.conversations.list", page);
    const words = { noun: "conversation(s)", none: "No conversations found.", line: summarise };
    return listed(conversations, words, true);
  },
  get_conversation: async ({ conversation_id, message_limit }, ask) => {
    const input = { conversation_id, message_limit };
    const thread = await ask<ConversationAnswer>("agentphone.conversations.get", input);
    const messages = (thread.messages ?? []).map(
      ({ receivedAt, fromNumber, body }) => `[${receivedAt}] ${fromNumber}: ${body}`,
    );
    return [
      `Conversation ${thread.id}`,
      `Contact: ${thread.participant}`,
      `Number: ${thread.phoneNumber}`,
      `Messages: ${thread.messageCount}`,
      ...(thread.metadata ? [`Metadata: ${JSON.stringify(thread.metadata)}`] : []),
      `\n${messages.join("\n") || "No messages."}`,
    ].join("\n");
  },
  update_conversation: async (input, ask) => {
    const { id, metadata } = await ask<ConversationAnswer>("agentphone.conversations.update", input);
    return `Conversation updated.\n  ID: ${id}\n  Metadata: ${JSON.stringify(metadata)}`;
  },
};

const summarise = (thread: ConversationAnswer): string => {
  const { id, participant, phoneNumber, messageCount, lastMessageAt, lastMessagePreview = "" } = thread;
  const start = lastMessagePreview.length > 80 ? `${lastMessagePreview.slice(0, 80)}…` : lastMessagePreview;
  const preview = start === "" ? "" : ` "${start}"`;
  return `${participant} ↔ ${phoneNumber} (${messageCount} msgs, last: ${lastMessageAt || "never"})${preview} id=${id}`;
};
