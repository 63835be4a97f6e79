import type { PhoneTools } from "../../contract/agentphone-tools/phone-tools.ts";
import { accountToolHandlers } from "./account.ts";
import { agentToolHandlers } from "./agents.ts";
import { callToolHandlers } from "./calls.ts";
import { contactToolHandlers } from "./contacts.ts";
import { conversationToolHandlers } from "./conversations.ts";
import { messageToolHandlers } from "./messages.ts";
import { attachmentToolHandlers, numberToolHandlers } from "./numbers.ts";
import type { ToolHandlersOf } from "./phone-tool-handler.ts";
import { webhookToolHandlers } from "./webhooks.ts";

/** Exactly one handler for each of AgentPhone's tools. */
export const phoneToolHandlers: ToolHandlersOf<PhoneTools> = {
  ...accountToolHandlers,
  ...numberToolHandlers,
  ...messageToolHandlers,
  ...callToolHandlers,
  ...agentToolHandlers,
  ...attachmentToolHandlers,
  ...conversationToolHandlers,
  ...contactToolHandlers,
  ...webhookToolHandlers,
};
