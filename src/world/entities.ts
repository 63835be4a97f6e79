import type { Instant } from "../kernel/clock/clock.ts";
import type { FaultAnswer } from "../kernel/faults.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Row } from "./table.ts";

/** Who pays: one wallet, shared by the account's agents. `walletMinor` is whole US cents. */
export interface Account extends Row {
  readonly name: string;
  readonly walletMinor: number;
  /** What AgentPhone may still charge, in thousandths of a US dollar. Absent: without end. */
  readonly creditMills?: number | undefined;
  /** The account that made this one, shares its key with it and pays for it. */
  readonly parentId?: string | undefined;
  /** Whose account it is, where it was made by sign-up. */
  readonly email?: string | undefined;
  /** Of a sub-account. */
  readonly createdAt?: Instant | undefined;
}

/** Who acts: what it buys is its own. */
export interface Agent extends Row {
  readonly accountId: string;
  readonly name: string;
}

/** A bearer key. Its id is the key itself. */
export interface Key extends Row {
  readonly accountId: string;
  readonly agentId: string;
}

/** What one layer allows. An absent rule allows everything. */
export interface PolicyRules {
  readonly maxPerPurchaseMinor?: number | undefined;
  readonly maxPerDayMinor?: number | undefined;
  readonly maxPerMonthMinor?: number | undefined;
  readonly allowedCategories?: readonly string[] | undefined;
  readonly allowedCatalogItemIds?: readonly string[] | undefined;
  readonly allowedCountryCodes?: readonly string[] | undefined;
  readonly allowTopups?: boolean | undefined;
}

export type PolicyLayer = "account" | "agent" | "key";

/** The rules of one layer: the id is the id of the account, agent or key that they bind. */
export interface Policy extends Row {
  readonly layer: PolicyLayer;
  readonly rules: PolicyRules;
}

/** How the store treats an account where its documentation leaves a choice. The id is the account's. */
export interface StoreSettings extends Row {
  readonly markReadOnGet: boolean;
  /** 0 means that a quote never expires. */
  readonly quoteLifetimeMs: number;
  readonly showQuoteExpiry: boolean;
  readonly showCallLogExtras: boolean;
  readonly largestTopupMinor: number;
}

/** What a phone number was asked to be. */
export interface PhoneConfiguration {
  readonly countryCode: string;
  readonly numberType: string;
  readonly capabilities: readonly string[];
  readonly locality?: string | undefined;
  readonly initialBalanceMinor: number;
}

export interface Quote extends Row {
  readonly agentId: string;
  readonly catalogItemId: string;
  readonly configuration: PhoneConfiguration;
  readonly totalMinor: number;
  readonly createdAt: Instant;
  readonly usedBy?: string | undefined;
}

export interface Purchase extends Row {
  readonly agentId: string;
  readonly idempotencyKey: string;
  /** What was asked, in canonical form: the same key may not ask for something else. */
  readonly fingerprint: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly serviceId: string;
}

/** Money that left a wallet. */
export interface Spending extends Row {
  readonly accountId: string;
  readonly agentId: string;
  readonly keyId: string;
  readonly amountMinor: number;
  readonly at: Instant;
}

/** Something an agent bought at the store and now manages. For a phone number, the line it stands for. */
export interface Service extends Row {
  readonly agentId: string;
  readonly status: string;
  readonly serviceType: string;
  readonly lineId: string;
  readonly balanceMinor: number;
}

/** A telephone number on the network that belongs to an account. The id is its E.164 form. */
export interface Line extends Row {
  readonly provider: string;
  readonly accountId: string;
  readonly country: string;
  readonly numberType: string;
  readonly capabilities: readonly string[];
}

/** What somebody does when called: answers after so many milliseconds, has a machine do it, or does not. */
export type PersonAnswers =
  { readonly after: number } | "never" | "busy" | "declines" | "voicemail" | "screens";

/** A telephone on the network that is nobody's line. The id is its E.164 form. */
export interface Person extends Row {
  readonly name: string;
  readonly answers?: PersonAnswers;
  /** What they say in a call, turn by turn, before they hang up. */
  readonly says?: readonly string[] | undefined;
  /** Has iMessage. */
  readonly imessage?: boolean | undefined;
  /** The Apple ID that their iMessages may come from. */
  readonly appleId?: string | undefined;
}

/** What goes with a text of AgentPhone's. */
export type MessageChannel = "sms" | "mms" | "imessage";

/** A tapback on a message. */
export type MessageReaction = {
  readonly id: string;
  readonly reactionType: string;
  readonly fromNumber: string;
  readonly direction: "inbound" | "outbound";
  readonly at: Instant;
};

/** One leg of a text, as one of our lines sees it. */
export interface Message extends Row {
  readonly lineId: string;
  /** The line was given back since: whoever has its number now has nothing of it. */
  readonly former?: true | undefined;
  /** E.164, a short code, or an Apple ID email. */
  readonly from: string;
  /** E.164, a short code, an Apple ID email, or a group. */
  readonly to: string;
  readonly body: string;
  /** When it was received, or sent. */
  readonly receivedAt: Instant;
  readonly read: boolean;
  /** Absent: inbound. */
  readonly direction?: "inbound" | "outbound" | undefined;
  /** Absent: sms. */
  readonly channel?: MessageChannel | undefined;
  readonly mediaUrls?: readonly string[] | undefined;
  readonly segments?: number | undefined;
  /** What became of a text that was sent. */
  readonly status?: "sent" | "delivered" | "undelivered" | "failed" | undefined;
  /** A story says what became of it: what the network reports is not heard. */
  readonly awaitsReceipt?: true | undefined;
  /** The same text as the line at the other end sees it, where that is one of ours too. */
  readonly otherLegId?: string | undefined;
  /** Why it failed, in the carrier's words. */
  readonly failure?: string | undefined;
  /** The number of AgentPhone's that it belongs to, and the thread. */
  readonly numberId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** Who wrote it, in a group. */
  readonly senderIdentifier?: string | undefined;
  readonly sendStyle?: string | undefined;
  readonly replyToId?: string | undefined;
  readonly reactions?: readonly MessageReaction[] | undefined;
}

/** A one-time code that was texted. */
export interface OneTimeCode extends Row {
  readonly from: string;
  readonly to: string;
  readonly code: string;
  /** The text that brought it. */
  readonly messageId: string;
  readonly expiresAt?: Instant | undefined;
  readonly expired: boolean;
  readonly used: boolean;
  /** The timer that lets it expire, where it does. */
  readonly expiryTimer?: string | undefined;
}

/** Something that is to go wrong on purpose. */
export interface Fault extends Row {
  /** The operations at which it strikes, or the webhooks: a name, in which `*` stands for anything. */
  readonly point: string;
  /** Absent: it strikes for ever. 0: it is spent. */
  readonly timesLeft?: number;
  /** From 0 to 1. Absent: it always strikes. */
  readonly chance?: number;
  readonly answer: FaultAnswer;
  /** How many times it has struck. */
  readonly struck: number;
}

/** Something that the carrier must remember, such as what the far end of a call is about to do. */
export interface CarrierRow extends Row {
  readonly kept: JsonObject;
}

/** How many of something this world has made. The id says of what. */
export interface Counter extends Row {
  readonly count: number;
}
