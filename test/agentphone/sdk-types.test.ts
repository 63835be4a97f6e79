import type { AgentPhone } from "agentphone";
import { expect, it } from "vitest";
import {
  type InputOf,
  type OperationName,
  operations,
  type Operations,
  type OutputOf,
} from "../../src/contract/operations.ts";

/** What an operation answers, as JSON carries it: what is undefined is not there. */
type Ours<Name extends OperationName> = Sent<OutputOf<Operations[Name]>>;

type Sent<Value> = Value extends readonly (infer Item)[]
  ? Sent<Item>[]
  : Value extends object
    ? { [Name in keyof Value]: Sent<Exclude<Value[Name], undefined>> }
    : Value;

/** What the official client says that it gets. The compiler reads each line: one that does not fit is no build. */
const proofs = {
  "agentphone.agents.list": (ours: Ours<"agentphone.agents.list">) =>
    ours satisfies AgentPhone.AgentListResponse,
  "agentphone.agents.create": (ours: Ours<"agentphone.agents.create">) =>
    ours satisfies AgentPhone.AgentResponse,
  "agentphone.agents.delete": (ours: Ours<"agentphone.agents.delete">) =>
    ours satisfies AgentPhone.DeleteAgentResponse,
  "agentphone.agents.get": (ours: Ours<"agentphone.agents.get">) => ours satisfies AgentPhone.AgentResponse,
  "agentphone.agents.update": (ours: Ours<"agentphone.agents.update">) =>
    ours satisfies AgentPhone.AgentResponse,
  "agentphone.agents.calls.list": (ours: Ours<"agentphone.agents.calls.list">) =>
    ours satisfies AgentPhone.CallListResponse,
  "agentphone.agents.conversations.list": (ours: Ours<"agentphone.agents.conversations.list">) =>
    ours satisfies AgentPhone.AppRoutesAgentsConversationListResponse,
  "agentphone.agents.numbers.attach": (ours: Ours<"agentphone.agents.numbers.attach">) =>
    ours satisfies AgentPhone.AttachNumberResponse,
  "agentphone.agents.webhook.get": (ours: Ours<"agentphone.agents.webhook.get">) =>
    ours satisfies AgentPhone.WebhookResponse | null,
  "agentphone.agents.webhook.set": (ours: Ours<"agentphone.agents.webhook.set">) =>
    ours satisfies AgentPhone.WebhookResponse,
  "agentphone.agents.webhook.deliveries.list": (ours: Ours<"agentphone.agents.webhook.deliveries.list">) =>
    ours satisfies AgentPhone.WebhookDeliveryResponse[],
  "agentphone.contacts.list": (ours: Ours<"agentphone.contacts.list">) =>
    ours satisfies AgentPhone.ContactListResponse,
  "agentphone.contacts.create": (ours: Ours<"agentphone.contacts.create">) =>
    ours satisfies AgentPhone.ContactResponse,
  "agentphone.contacts.capabilities": (ours: Ours<"agentphone.contacts.capabilities">) =>
    ours satisfies AgentPhone.ContactCapabilitiesResponse,
  "agentphone.contacts.get": (ours: Ours<"agentphone.contacts.get">) =>
    ours satisfies AgentPhone.ContactResponse,
  "agentphone.contacts.update": (ours: Ours<"agentphone.contacts.update">) =>
    ours satisfies AgentPhone.ContactResponse,
  "agentphone.conversations.list": (ours: Ours<"agentphone.conversations.list">) =>
    ours satisfies AgentPhone.AppRoutesConversationsConversationListResponse,
  "agentphone.conversations.get": (ours: Ours<"agentphone.conversations.get">) =>
    ours satisfies AgentPhone.ConversationDetail,
  "agentphone.conversations.update": (ours: Ours<"agentphone.conversations.update">) =>
    ours satisfies AgentPhone.ConversationDetail,
  "agentphone.conversations.background.set": (ours: Ours<"agentphone.conversations.background.set">) =>
    ours satisfies AgentPhone.SetBackgroundResponse,
  "agentphone.conversations.messages.list": (ours: Ours<"agentphone.conversations.messages.list">) =>
    ours satisfies AgentPhone.MessagesListResponse,
  "agentphone.conversations.typing.send": (ours: Ours<"agentphone.conversations.typing.send">) =>
    ours satisfies AgentPhone.SendTypingResponse,
  "agentphone.location.refresh": (ours: Ours<"agentphone.location.refresh">) =>
    ours satisfies AgentPhone.LocationRefreshResponse,
  "agentphone.location.get": (ours: Ours<"agentphone.location.get">) =>
    ours satisfies AgentPhone.LocationResponse,
  "agentphone.messages.send": (ours: Ours<"agentphone.messages.send">) =>
    ours satisfies AgentPhone.SendMessageResponse,
  "agentphone.messages.react": (ours: Ours<"agentphone.messages.react">) =>
    ours satisfies AgentPhone.SendReactionResponse,
  "agentphone.numbers.list": (ours: Ours<"agentphone.numbers.list">) =>
    ours satisfies AgentPhone.PhoneNumberListResponse,
  "agentphone.numbers.create": (ours: Ours<"agentphone.numbers.create">) =>
    ours satisfies AgentPhone.PhoneNumberResponse,
  "agentphone.numbers.get": (ours: Ours<"agentphone.numbers.get">) =>
    ours satisfies AgentPhone.PhoneNumberResponse,
  "agentphone.contactCards.get": (ours: Ours<"agentphone.contactCards.get">) =>
    ours satisfies AgentPhone.ContactCardResponse,
  "agentphone.contactCards.put": (ours: Ours<"agentphone.contactCards.put">) =>
    ours satisfies AgentPhone.ContactCardResponse,
  "agentphone.numbers.messages.list": (ours: Ours<"agentphone.numbers.messages.list">) =>
    ours satisfies AgentPhone.MessageListResponse,
  "agentphone.registration.submit": (ours: Ours<"agentphone.registration.submit">) =>
    ours satisfies AgentPhone.RegistrationResponse,
  "agentphone.registration.status": (ours: Ours<"agentphone.registration.status">) =>
    ours satisfies AgentPhone.CampaignStatusResponse,
  // What is said of the plan is a setting, because the newest public reference has none.
  "agentphone.usage.get": (ours: Ours<"agentphone.usage.get">) =>
    ours satisfies Omit<AgentPhone.UsageResponse, "plan">,
  "agentphone.usage.byAgent": (ours: Ours<"agentphone.usage.byAgent">) =>
    ours satisfies AgentPhone.AgentUsageResponse,
  "agentphone.usage.byNumber": (ours: Ours<"agentphone.usage.byNumber">) =>
    ours satisfies AgentPhone.NumberUsageResponse,
  "agentphone.usage.daily": (ours: Ours<"agentphone.usage.daily">) =>
    ours satisfies AgentPhone.DailyUsageResponse,
  "agentphone.usage.monthly": (ours: Ours<"agentphone.usage.monthly">) =>
    ours satisfies AgentPhone.MonthlyUsageResponse,
  "agentphone.webhooks.get": (ours: Ours<"agentphone.webhooks.get">) =>
    ours satisfies AgentPhone.WebhookResponse | null,
  "agentphone.webhooks.set": (ours: Ours<"agentphone.webhooks.set">) =>
    ours satisfies AgentPhone.WebhookResponse,
  "agentphone.webhooks.deliveries.list": (ours: Ours<"agentphone.webhooks.deliveries.list">) =>
    ours satisfies AgentPhone.PaginatedDeliveriesResponse,
  "agentphone.webhooks.deliveries.allTime": (ours: Ours<"agentphone.webhooks.deliveries.allTime">) =>
    ours satisfies AgentPhone.AllTimeStatsResponse,
  "agentphone.webhooks.deliveries.stats": (ours: Ours<"agentphone.webhooks.deliveries.stats">) =>
    ours satisfies AgentPhone.WebhookDeliveryStatsResponse,
};

/** What an operation may be sent, with what has a default filled in. */
type Asked<Name extends OperationName> = InputOf<Operations[Name]>;

type Tool = NonNullable<Asked<"agentphone.agents.create">["customTools"]>[number];

/** The same, as the official client sends it: a tool's method is filled in, and its parameters are JSON. */
type Filled<Request> = Omit<Request, "customTools"> & {
  customTools?:
    | (Omit<AgentPhone.CustomToolParam, "method" | "parameters"> & Pick<Tool, "method" | "parameters">)[]
    | null;
};

/** What the official client's types let one send about calls and their agents, all of which has to be taken. */
const takings = {
  "agentphone.agents.create": (theirs: Filled<AgentPhone.CreateAgentRequest>) =>
    theirs satisfies Asked<"agentphone.agents.create">,
  "agentphone.agents.update": (theirs: Filled<AgentPhone.UpdateAgentRequest>) =>
    theirs satisfies Omit<Asked<"agentphone.agents.update">, "agent_id">,
  "agentphone.calls.create": (theirs: AgentPhone.CreateOutboundCallRequest) =>
    theirs satisfies Asked<"agentphone.calls.create">,
  "agentphone.calls.createWeb": (theirs: AgentPhone.CreateWebCallRequest) =>
    theirs satisfies Omit<Asked<"agentphone.calls.createWeb">, "metadata">,
  "agentphone.calls.list": (theirs: AgentPhone.ListCallsV1CallsGetRequest) =>
    theirs satisfies Asked<"agentphone.calls.list">,
};

it("answers what the official client's types promise, wherever they promise anything", () => {
  for (const name of Object.keys({ ...proofs, ...takings }))
    expect(Object.hasOwn(operations, name)).toBe(true);
});
