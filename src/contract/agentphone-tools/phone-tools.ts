import { accountTools } from "./account.ts";
import { agentTools } from "./agents.ts";
import { callTools } from "./calls.ts";
import { contactTools } from "./contacts.ts";
import { conversationTools } from "./conversations.ts";
import { messageTools } from "./messages.ts";
import { attachmentTools, numberTools } from "./numbers.ts";
import { webhookTools } from "./webhooks.ts";

const { account_overview, get_usage } = accountTools;
const { list_voices, ...ownAgentTools } = agentTools;

/** AgentPhone's tools by name, in the order in which its server lists them. */
export const phoneTools = {
  account_overview,
  ...numberTools,
  ...messageTools,
  ...callTools,
  ...ownAgentTools,
  ...attachmentTools,
  list_voices,
  ...conversationTools,
  ...contactTools,
  get_usage,
  ...webhookTools,
};

export type PhoneTools = typeof phoneTools;
export type PhoneToolName = keyof PhoneTools;

/** Whether AgentPhone has a tool of this name. */
export const isPhoneToolName = (name: string): name is PhoneToolName => Object.hasOwn(phoneTools, name);
