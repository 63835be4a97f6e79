import type { InputOf, OperationName, Operations } from "../../src/contract/operations.ts";
import { nina } from "./imessage-thread.ts";
import { deafHook, type PhoneWorld } from "./phone-world.ts";
import { registrationForm } from "./registration-form.ts";
import { acme } from "./store-client.ts";

/** The operations of AgentPhone. */
export type PhoneOperation = Extract<OperationName, `agentphone.${string}`>;

/** What sign-up inputs are about: an email that is waiting for its code. */
export interface Newcomer {
  readonly signUpId: string;
  readonly code: string;
}

type Inputs = {
  readonly [Name in PhoneOperation]: (world: PhoneWorld & Newcomer) => InputOf<Operations[Name]>;
};

const none = () => ({});
const page = () => ({ limit: 5, offset: 0 });
const ofAgent = ({ agentId }: PhoneWorld) => ({ agent_id: agentId });
const ofNumber = ({ numberId }: PhoneWorld) => ({ number_id: numberId });
const ofLine = ({ imessageNumberId }: PhoneWorld) => ({ number_id: imessageNumberId });
const ofConversation = ({ conversationId }: PhoneWorld) => ({ conversation_id: conversationId });
const ofCall = ({ callId }: PhoneWorld) => ({ call_id: callId });
const ofContact = ({ contactId }: PhoneWorld) => ({ contact_id: contactId });
const ofSubAccount = ({ subAccountId }: PhoneWorld) => ({ sub_account_id: subAccountId });
const bounds = () => ({ limit: 5, before: "2027-01-01T00:00:00Z", after: "2020-01-01T00:00:00Z" });
const webhook = () => ({ url: deafHook, contextLimit: 5, timeout: 10 });
const image = "https://example.com/picture.jpg";

const settings = () => ({
  description: "Answers the phone.",
  voiceMode: "hosted" as const,
  enableMessaging: true,
  modelTier: "max" as const,
  systemPrompt: "Be kind.",
  beginMessage: "Hello!",
  voice: "11labs-Marissa",
  transferNumber: acme,
  customTools: [
    {
      name: "look_up",
      description: "Looks an order up.",
      url: "https://example.com/tool",
      method: "GET" as const,
      headers: { "x-key": "1" },
      parameters: { type: "object" },
      timeoutMs: 1000,
      speakDuringExecution: true,
      executionMessage: "One moment.",
    },
  ],
  voicemailMessage: "Nobody is here.",
  callScreeningIdentity: "Desk",
  callScreeningPurpose: "An order",
  sttMode: "accurate" as const,
  ambientSound: "office" as const,
  denoisingMode: "noise-cancellation" as const,
  maxSilenceMs: 20_000,
  voiceSpeed: 1.5,
  interruptionSensitivity: 0.5,
  enableBackchannel: false,
  language: "de-DE" as const,
});

/** An input that each operation accepts, with every field that goes together. */
export const phoneInputs: Inputs = {
  "agentphone.signup.start": () => ({ human_email: "omar@example.com", agent_name: "Desk" }),
  "agentphone.signup.verify": ({ signUpId, code }) => ({
    verification_id: signUpId,
    otp_code: code,
    source: "test",
  }),
  "agentphone.agents.list": page,
  "agentphone.agents.create": () => ({ name: "Desk", ...settings() }),
  "agentphone.agents.get": ofAgent,
  "agentphone.agents.update": (world) => ({ ...ofAgent(world), name: "Front desk", ...settings() }),
  "agentphone.agents.delete": ofAgent,
  "agentphone.agents.numbers.attach": (world) => ({ ...ofAgent(world), numberId: world.numberId }),
  "agentphone.agents.numbers.detach": (world) => ({ ...ofAgent(world), ...ofNumber(world) }),
  "agentphone.agents.conversations.list": (world) => ({ ...ofAgent(world), ...page() }),
  "agentphone.agents.calls.list": (world) => ({ ...ofAgent(world), ...page() }),
  "agentphone.agents.webhook.get": ofAgent,
  "agentphone.agents.webhook.set": (world) => ({ ...ofAgent(world), ...webhook() }),
  "agentphone.agents.webhook.delete": ofAgent,
  "agentphone.agents.webhook.deliveries.list": (world) => ({ ...ofAgent(world), limit: 5, hours: 24 }),
  "agentphone.agents.webhook.test": ofAgent,
  "agentphone.voices.list": none,
  "agentphone.numbers.list": page,
  "agentphone.numbers.create": ({ agentId }) => ({ country: "US", areaCode: "415", agentId }),
  "agentphone.numbers.lookup": () => ({ phoneNumbers: `${acme},${nina}` }),
  "agentphone.numbers.get": ofNumber,
  "agentphone.numbers.release": ofNumber,
  "agentphone.numbers.messages.list": (world) => ({ ...ofNumber(world), ...bounds() }),
  "agentphone.numbers.calls.list": (world) => ({ ...ofNumber(world), ...page() }),
  "agentphone.contactCards.get": ofLine,
  "agentphone.contactCards.put": (world) => ({
    ...ofLine(world),
    firstName: "Front",
    lastName: "Desk",
    displayName: "Front Desk",
    avatarUrl: image,
  }),
  "agentphone.contactCards.delete": ofLine,
  "agentphone.messages.send": ({ agentId, imessageNumberId, imessageNumber, messageId }) => ({
    agent_id: agentId,
    number_id: imessageNumberId,
    from_number: imessageNumber,
    to_number: nina,
    body: "I am.",
    media_url: image,
    send_style: "love",
    reply_to_message_id: messageId,
  }),
  "agentphone.messages.react": ({ messageId }) => ({ message_id: messageId, reaction: "love" }),
  "agentphone.conversations.list": page,
  "agentphone.conversations.get": (world) => ({ ...ofConversation(world), message_limit: 5 }),
  "agentphone.conversations.update": (world) => ({
    ...ofConversation(world),
    metadata: { order: "ORD-1" },
    group_name: "Friends",
  }),
  "agentphone.conversations.messages.list": (world) => ({ ...ofConversation(world), ...bounds() }),
  "agentphone.conversations.typing.send": ofConversation,
  "agentphone.conversations.background.set": (world) => ({ ...ofConversation(world), image_url: image }),
  "agentphone.conversations.background.remove": ofConversation,
  "agentphone.calls.list": () => ({
    ...page(),
    status: "completed",
    direction: "outbound",
    type: "pstn",
    search: "555",
  }),
  "agentphone.calls.create": ({ agentId, numberId }) => ({
    agentId,
    toNumber: acme,
    fromNumberId: numberId,
    initialGreeting: "Hello!",
    voice: "11labs-Marissa",
    systemPrompt: "Be kind to {{name}}.",
    modelTier: "max",
    variables: { name: "Nina" },
    callScreeningIdentity: "Desk",
    callScreeningPurpose: "An order",
    disableRecording: true,
    waitForCompletion: false,
    maxWaitSeconds: 10,
  }),
  "agentphone.calls.createWeb": ({ agentId }) => ({
    agentId,
    metadata: { order: "ORD-1" },
    variables: { name: "Nina" },
  }),
  "agentphone.calls.get": (world) => ({ ...ofCall(world), wait: false, timeout: 10 }),
  "agentphone.calls.end": ofCall,
  "agentphone.calls.recording": ofCall,
  "agentphone.calls.transcript": ofCall,
  "agentphone.calls.transcriptStream": ofCall,
  "agentphone.contacts.list": () => ({ ...page(), search: "nina" }),
  "agentphone.contacts.create": () => ({
    phoneNumber: acme,
    name: "Acme",
    email: "acme@example.com",
    notes: "A shop.",
  }),
  "agentphone.contacts.capabilities": () => ({ phone_number: nina }),
  "agentphone.contacts.get": ofContact,
  "agentphone.contacts.update": (world) => ({
    ...ofContact(world),
    phoneNumber: acme,
    name: "Acme",
    email: "acme@example.com",
    notes: "A shop.",
  }),
  "agentphone.contacts.delete": ofContact,
  "agentphone.webhooks.get": none,
  "agentphone.webhooks.set": webhook,
  "agentphone.webhooks.delete": none,
  "agentphone.webhooks.deliveries.list": () => ({ ...page(), hours: 24 }),
  "agentphone.webhooks.deliveries.stats": () => ({ hours: 24 }),
  "agentphone.webhooks.deliveries.allTime": none,
  "agentphone.webhooks.test": ({ agentId }) => ({ agentId }),
  "agentphone.usage.get": none,
  "agentphone.usage.daily": () => ({ days: 2 }),
  "agentphone.usage.monthly": () => ({ months: 2 }),
  "agentphone.usage.byNumber": none,
  "agentphone.usage.byAgent": () => ({ period: "week", tz: "Europe/Berlin" }),
  "agentphone.registration.submit": () => registrationForm,
  "agentphone.registration.status": none,
  "agentphone.subAccounts.list": page,
  "agentphone.subAccounts.create": () => ({ name: "Office" }),
  "agentphone.subAccounts.update": (world) => ({ ...ofSubAccount(world), name: "Office" }),
  "agentphone.subAccounts.delete": ofSubAccount,
  "agentphone.location.get": () => ({ phone_number: nina }),
  "agentphone.location.refresh": none,
  "agentphone.verify.send": () => ({ phone_number: acme }),
  "agentphone.verify.check": ({ verificationId }) => ({ verification_id: verificationId, code: "123456" }),
  "agentphone.credits.enableRecording": none,
  "agentphone.auth.me": none,
};

/** The operations of AgentPhone that inputs are for. */
export const phoneOperations = Object.keys(phoneInputs) as readonly PhoneOperation[];
