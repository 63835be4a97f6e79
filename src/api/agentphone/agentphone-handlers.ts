import { agentWebhooksHandlers } from "./agent-webhooks.ts";
import { agentsHandlers } from "./agents.ts";
import { billingHandlers } from "./billing.ts";
import { callsHandlers } from "./calls.ts";
import { contactCardsHandlers } from "./contact-cards.ts";
import { contactsHandlers } from "./contacts.ts";
import { conversationsHandlers } from "./conversations.ts";
import { locationHandlers } from "./location.ts";
import { messagesHandlers } from "./messages.ts";
import { numbersHandlers } from "./numbers.ts";
import { registrationHandlers } from "./registration.ts";
import { signUpHandlers } from "./sign-up.ts";
import { subAccountsHandlers } from "./sub-accounts.ts";
import { usageHandlers } from "./usage.ts";
import { verifyHandlers } from "./verify.ts";
import { voicesHandlers } from "./voices.ts";
import { webhooksHandlers } from "./webhooks.ts";
import type { agentphoneOperations } from "../../contract/agentphone/agentphone-operations.ts";
import type { HandlersOf } from "../context.ts";

/** A handler for everything that can be asked of AgentPhone. */
export const agentphoneHandlers: HandlersOf<typeof agentphoneOperations> = {
  ...signUpHandlers,
  ...agentsHandlers,
  ...voicesHandlers,
  ...numbersHandlers,
  ...contactCardsHandlers,
  ...messagesHandlers,
  ...conversationsHandlers,
  ...callsHandlers,
  ...contactsHandlers,
  ...webhooksHandlers,
  ...agentWebhooksHandlers,
  ...usageHandlers,
  ...registrationHandlers,
  ...subAccountsHandlers,
  ...locationHandlers,
  ...verifyHandlers,
  ...billingHandlers,
};
