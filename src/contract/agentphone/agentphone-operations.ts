import { agentWebhooksOperations } from "./agent-webhooks.ts";
import { agentsOperations } from "./agents.ts";
import { billingOperations } from "./billing.ts";
import { callsOperations } from "./calls.ts";
import { contactCardsOperations } from "./contact-cards.ts";
import { contactsOperations } from "./contacts.ts";
import { conversationsOperations } from "./conversations.ts";
import { locationOperations } from "./location.ts";
import { messagesOperations } from "./messages.ts";
import { numbersOperations } from "./numbers.ts";
import { registrationOperations } from "./registration.ts";
import { signUpOperations } from "./sign-up.ts";
import { subAccountsOperations } from "./sub-accounts.ts";
import { usageOperations } from "./usage.ts";
import { verifyOperations } from "./verify.ts";
import { voicesOperations } from "./voices.ts";
import { webhooksOperations } from "./webhooks.ts";

/** Everything that can be asked of AgentPhone. */
export const agentphoneOperations = {
  ...signUpOperations,
  ...agentsOperations,
  ...voicesOperations,
  ...numbersOperations,
  ...contactCardsOperations,
  ...messagesOperations,
  ...conversationsOperations,
  ...callsOperations,
  ...contactsOperations,
  ...webhooksOperations,
  ...agentWebhooksOperations,
  ...usageOperations,
  ...registrationOperations,
  ...subAccountsOperations,
  ...locationOperations,
  ...verifyOperations,
  ...billingOperations,
};
