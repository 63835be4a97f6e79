import type {
  Email,
  LedgerEntry,
  PhoneAgent,
  PhoneNumber,
  Profile,
  RateWindow,
  Registration,
  SignUp,
  UsageQuarter,
  Verification,
} from "./agentphone-entities.ts";
import type { Contact, Conversation, OptOut, SharedLocation } from "./thread-entities.ts";
import type { ToolRun } from "./tool-entities.ts";
import type { WebhookDelivery, WebhookEndpoint } from "./webhook-entities.ts";
import { Table } from "./table.ts";

/** What is true in a world of AgentPhone's alone. */
export const createAgentPhoneTables = () => ({
  profiles: new Table<Profile>({}),
  phoneAgents: new Table<PhoneAgent, "account">({ account: (agent) => agent.accountId }),
  phoneNumbers: new Table<PhoneNumber, "account" | "agent" | "active">({
    account: (number) => number.accountId,
    agent: (number) => number.agentId ?? undefined,
    active: (number) => (number.status === "active" ? number.phoneNumber : undefined),
  }),
  contacts: new Table<Contact, "account" | "phone">({
    account: (contact) => contact.accountId,
    phone: (contact) => `${contact.accountId} ${contact.phoneNumber}`,
  }),
  // Each stands where its last message puts it, so that lists by activity need no sorting.
  conversations: new Table<Conversation, "account" | "agent" | "number" | "thread" | "group">({
    account: (conversation) => conversation.accountId,
    agent: (conversation) => conversation.agentId ?? undefined,
    number: (conversation) => conversation.numberId,
    thread: (conversation) => `${conversation.numberId} ${conversation.participant}`,
    group: (conversation) => conversation.groupId ?? undefined,
  }),
  webhookEndpoints: new Table<WebhookEndpoint, "owner">({
    owner: ({ accountId, agentId }) => agentId ?? accountId,
  }),
  webhookDeliveries: new Table<WebhookDelivery, "account" | "agent" | "pending" | "overtaken">({
    account: (delivery) => (delivery.voice?.hosted ? undefined : delivery.accountId),
    agent: (delivery) => (delivery.voice?.hosted ? undefined : (delivery.agentId ?? undefined)),
    pending: (delivery) => (delivery.status === "pending" || delivery.again ? "pending" : undefined),
    overtaken: (delivery) => (delivery.overtaken ? delivery.lane : undefined),
  }),
  toolRuns: new Table<ToolRun, "call" | "under way">({
    call: (run) => run.callId,
    "under way": (run) => (run.isUnderWay ? "under way" : undefined),
  }),
  emails: new Table<Email, "to">({ to: (email) => email.to }),
  signUps: new Table<SignUp, "email">({ email: (signUp) => signUp.email }),
  verifications: new Table<Verification>({}),
  registrations: new Table<Registration>({}),
  ledger: new Table<LedgerEntry, "account">({ account: (entry) => entry.accountId }),
  usageQuarters: new Table<UsageQuarter, "account">({ account: (quarter) => quarter.accountId }),
  rateWindows: new Table<RateWindow>({}),
  optOuts: new Table<OptOut>({}),
  locations: new Table<SharedLocation>({}),
});
