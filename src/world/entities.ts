import type { Instant } from "../kernel/clock/clock.ts";
import type { FaultAnswer } from "../kernel/faults.ts";
import type { Row } from "./table.ts";

/** Who pays: one wallet, shared by the account's agents. `walletMinor` is whole US cents. */
export interface Account extends Row {
  readonly name: string;
  readonly walletMinor: number;
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

/** What somebody does when called: answers after so many milliseconds, or does not. */
export type PersonAnswers = { readonly after: number } | "never" | "busy" | "voicemail";

/** A telephone on the network that is nobody's line. The id is its E.164 form. */
export interface Person extends Row {
  readonly name: string;
  readonly answers?: PersonAnswers;
}

export interface Message extends Row {
  readonly lineId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly receivedAt: Instant;
  readonly read: boolean;
}

export interface Call extends Row {
  readonly lineId: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant | undefined;
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
  /** The operations at which it strikes: a name, in which `*` stands for anything. */
  readonly point: string;
  /** Absent: it strikes for ever. 0: it is spent. */
  readonly timesLeft?: number;
  /** From 0 to 1. Absent: it always strikes. */
  readonly chance?: number;
  readonly answer: FaultAnswer;
  /** How many times it has struck. */
  readonly struck: number;
}

/** How many of something this world has made. The id says of what. */
export interface Counter extends Row {
  readonly count: number;
}
