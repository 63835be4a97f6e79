import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";
import { limit, offset, someText, text } from "./fields.ts";

/** AgentPhone's tools for conversations. */
export const conversationTools = {
  list_conversations: phoneTool({
    name: "list_conversations",
    description: "List the threads of texts, of the account or of one agent, the latest first.",
    annotations: looking,
    input: () =>
      z.object({ agent_id: someText("Only this agent's threads"), limit: limit(20), offset: offset() }),
  }),
  get_conversation: phoneTool({
    name: "get_conversation",
    description: "Read one thread with its messages.",
    annotations: looking,
    input: () => z.object({ conversation_id: text("The thread's id"), message_limit: limit(50) }),
  }),
  update_conversation: phoneTool({
    name: "update_conversation",
    description: "Keep data of your own with a thread; it comes with every later webhook. null clears it.",
    annotations: { idempotentHint: true },
    input: () =>
      z.object({
        conversation_id: text("The thread's id"),
        metadata: z
          .record(z.string(), z.unknown())
          .nullable()
          .describe("What to keep, in place of what is kept now"),
      }),
  }),
};
