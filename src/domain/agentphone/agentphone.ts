import type { Carrier } from "../../carriers/carrier.ts";
import type { FaultPort } from "../../kernel/faults.ts";
import type { World } from "../../world/world.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { Switchboard } from "../calls/switchboard.ts";
import type { Lines } from "../lines/lines.ts";
import type { Messages } from "../lines/messages.ts";
import type { Codes } from "../people/codes.ts";
import { CallSide } from "./calls/call-side.ts";
import { CallTools } from "./calls/call-tools.ts";
import { ChatEffects } from "./threads/chat-effects.ts";
import { ContactCards } from "./numbers/contact-cards.ts";
import { AddOns } from "./accounts/add-ons.ts";
import { Contacts } from "./threads/contacts.ts";
import { Conversations } from "./threads/conversations.ts";
import { Deliveries } from "./webhooks/deliveries.ts";
import { Ledger } from "./money/ledger.ts";
import { Locations } from "./numbers/locations.ts";
import { Lookups } from "./numbers/lookups.ts";
import { Mailbox } from "./accounts/mailbox.ts";
import { PhoneAgents } from "./agents/phone-agents.ts";
import { PhoneCalls } from "./calls/phone-calls.ts";
import { PhoneNumbers } from "./numbers/phone-numbers.ts";
import { Profiles } from "./accounts/profiles.ts";
import { RateLimits } from "./accounts/rate-limits.ts";
import { Registrations } from "./accounts/registrations.ts";
import { SignUps } from "./accounts/sign-ups.ts";
import { SubAccounts } from "./accounts/sub-accounts.ts";
import { VoiceAnswers } from "./calls/voices/voice-answers.ts";
import { Texts } from "./texts/texts.ts";
import { Usage } from "./money/usage.ts";
import { Verifications } from "./accounts/verifications.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

/** What AgentPhone is built on: the world, its network and what both vendors share. */
export interface PhoneCore {
  readonly world: World;
  readonly carrier: Carrier;
  readonly accounts: Accounts;
  readonly lines: Lines;
  readonly messages: Messages;
  readonly switchboard: Switchboard;
  readonly codes: Codes;
  readonly faults: FaultPort;
  /** Hosts beyond this machine to which webhooks may be sent; `*` stands for anything. */
  readonly webhookHosts?: readonly string[] | undefined;
}

/** Everything that can be done at AgentPhone, one service for each noun. They know each other through this. */
export interface AgentPhone {
  readonly profiles: Profiles;
  readonly rateLimits: RateLimits;
  readonly ledger: Ledger;
  readonly addOns: AddOns;
  readonly usage: Usage;
  readonly agents: PhoneAgents;
  readonly numbers: PhoneNumbers;
  readonly conversations: Conversations;
  readonly chatEffects: ChatEffects;
  readonly contacts: Contacts;
  readonly texts: Texts;
  readonly calls: PhoneCalls;
  readonly callSide: CallSide;
  readonly tools: CallTools;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly voiceAnswers: VoiceAnswers;
  readonly mailbox: Mailbox;
  readonly signUps: SignUps;
  readonly subAccounts: SubAccounts;
  readonly registrations: Registrations;
  readonly verifications: Verifications;
  readonly locations: Locations;
  readonly lookups: Lookups;
  readonly cards: ContactCards;
}

/** Builds AgentPhone over a world. Its services ask for each other only once all are there. */
export const createAgentPhone = (core: PhoneCore): AgentPhone => {
  const phone = {} as AgentPhone;
  return Object.assign(phone, {
    profiles: new Profiles(core),
    rateLimits: new RateLimits(core, phone),
    ledger: new Ledger(core, phone),
    addOns: new AddOns(core, phone),
    usage: new Usage(core, phone),
    agents: new PhoneAgents(core, phone),
    numbers: new PhoneNumbers(core, phone),
    conversations: new Conversations(core, phone),
    chatEffects: new ChatEffects(core, phone),
    contacts: new Contacts(core, phone),
    texts: new Texts(core, phone),
    calls: new PhoneCalls(core, phone),
    callSide: new CallSide(core, phone),
    tools: new CallTools(core, phone),
    webhooks: new Webhooks(core, phone),
    deliveries: new Deliveries(core, phone),
    voiceAnswers: new VoiceAnswers(core.world, core.switchboard),
    mailbox: new Mailbox(core),
    signUps: new SignUps(core, phone),
    subAccounts: new SubAccounts(core, phone),
    registrations: new Registrations(core, phone),
    verifications: new Verifications(core, phone),
    locations: new Locations(core, phone),
    lookups: new Lookups(core, phone),
    cards: new ContactCards(core, phone),
  });
};
