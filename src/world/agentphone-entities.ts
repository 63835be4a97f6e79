import type { Instant } from "../kernel/clock/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Row } from "./table.ts";

/** How AgentPhone treats an account where public sources leave a choice. The id is the account's. */
export interface Profile extends Row {
  readonly idStyle: "prefixed" | "cuid";
  readonly errorShape: "detail" | "envelope";
  readonly validationShape: "list" | "envelope" | "detail";
  /** SMS to the United States wants a 10DLC registration first. */
  readonly requireRegistration: boolean;
  /** Calls, numbers and the like want a payment method first. */
  readonly requirePaymentMethod: boolean;
  readonly hasPaymentMethod: boolean;
  /** What becomes of a wish for an area code that has no numbers left. */
  readonly scarceAreaCode: "conflict" | "any";
  /** Area codes that are played as sold out; `*` for all of a country. */
  readonly emptyAreaCodes: readonly string[];
  /** What GET /v1/usage says of the plan. */
  readonly usagePlan: "limits" | "name" | "none";
  readonly planName: string;
  /** Whether the documented numbers of requests a minute are held. */
  readonly rateLimits: boolean;
  /** Whether an empty balance refuses. */
  readonly enforceBalance: boolean;
  /** How many numbers may be held at once. */
  readonly numberLimit: number;
  readonly enforceNumberLimit: boolean;
  /** What a number that is bought becomes. */
  readonly numberType: "sms" | "imessage";
  /** Whether the limits on talking to people who do not answer are held. */
  readonly sendingLimits: boolean;
  /** Which clock webhook timestamps, and so signatures, are taken from. */
  readonly signatureClock: "real" | "virtual";
  /** Whether an opt-out word still reaches the webhook. */
  readonly stopReachesWebhook: boolean;
  readonly missingContactCard: "not_found" | "empty";
  /** Whether lines can react with any emoji, and not with the six tapbacks only. */
  readonly emojiReactions: boolean;
  /** Whether the list of numbers hides digits, as the real one may. */
  readonly maskNumbers: boolean;
  /** What a success rate is out of. */
  readonly successRateScale: 1 | 100;
  /** How many milliseconds a word takes in a call. */
  readonly wordMs: number;
  /** How long a call may last, in minutes. */
  readonly maxCallMinutes: number;
  /** How many calls may be under way at once, whether that is held, and what too many are refused with. */
  readonly callLimit: number;
  readonly enforceCallLimit: boolean;
  readonly callLimitStatus: 429 | 409;
  /** What a call's transcript is: turns one by one, or the older list of what was said with what was answered. */
  readonly transcriptShape: "turns" | "data";
  /** Where hosted agents are played, in the form of voice webhooks, instead of by the small responder. */
  readonly hostedVoice: string | null;
  /** What is sent there is signed with this. Drawn when an address is first set. */
  readonly hostedVoiceSecret: string | null;
  /** What was seen on the live service and differs from its documentation, in webhooks about calls. */
  readonly voiceOddities: readonly VoiceOddity[];
  /** The recording add-on has been bought. */
  readonly recording: boolean;
}

/** A way in which webhooks about calls differ from their documentation on the live service. */
export type VoiceOddity =
  | "empty-first-turn"
  | "list-transcript"
  | "none-confidence"
  | "bare-numbers"
  | "empty-ids"
  | "none-ids"
  | "role-history"
  | "repeated-turns"
  | "empty-end-transcript"
  | "fraction-duration"
  | "text-duration"
  | "none-duration";

/** A tool that a hosted agent may call during calls, as it was given. */
export type CustomTool = JsonObject;

/** A phone persona: what the vendor calls an agent. */
export interface PhoneAgent extends Row {
  readonly accountId: string;
  readonly name: string;
  readonly description: string | null;
  readonly voiceMode: "webhook" | "hosted";
  readonly enableMessaging: boolean;
  readonly modelTier: "turbo" | "balanced" | "max";
  readonly systemPrompt: string | null;
  readonly beginMessage: string | null;
  readonly voice: string;
  readonly transferNumber: string | null;
  readonly customTools: readonly CustomTool[];
  readonly voicemailMessage: string | null;
  readonly callScreeningIdentity: string | null;
  readonly callScreeningPurpose: string | null;
  readonly sttMode: "fast" | "accurate";
  readonly ambientSound: "none" | "office" | "coffee-shop" | "outdoor";
  readonly denoisingMode: "noise-cancellation" | "noise-and-background-speech-cancellation";
  readonly maxSilenceMs: number;
  readonly voiceSpeed: number;
  readonly interruptionSensitivity: number;
  readonly enableBackchannel: boolean;
  readonly language: string;
  readonly createdAt: Instant;
}

/** The card that an iMessage line shows of itself. */
export type ContactCard = {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string | null;
  readonly avatarUrl: string | null;
};

/** A number that an account holds or held at AgentPhone. While it is active there is a line of that number. */
export interface PhoneNumber extends Row {
  readonly accountId: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly country: string;
  readonly status: "active" | "released";
  readonly type: "sms" | "imessage";
  readonly agentId: string | null;
  /** Counts attachments: an agent's first number is the one attached the longest. */
  readonly attachedAs?: number | undefined;
  readonly createdAt: Instant;
  readonly releasedAt?: Instant | undefined;
  readonly card?: ContactCard | null;
  /** The timer that takes its rent, while it is active. */
  readonly rentTimer?: string | undefined;
}

/** A letter in the world's mailbox: what would have been emailed. */
export interface Email extends Row {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The one-time code it brings, if any. */
  readonly code?: string | undefined;
  readonly at: Instant;
}

/** A sign-up on its way. */
export interface SignUp extends Row {
  readonly email: string;
  readonly agentName: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly state: "open" | "replaced" | "expired" | "used";
  /** The timer that lets its code expire, while it is open. */
  readonly expiryTimer?: string | undefined;
}

/** A phone verification on its way. */
export interface Verification extends Row {
  readonly accountId: string;
  readonly phoneNumber: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly attemptsLeft: number;
  readonly verified: boolean;
}

/** A 10DLC registration. The id is the account's. */
export interface Registration extends Row {
  readonly status: "none" | "pending" | "approved" | "rejected";
  readonly stage: string | null;
  readonly submittedAt: Instant;
  readonly subAccountId?: string | undefined;
  readonly form: JsonObject;
  readonly feePaid?: boolean | undefined;
  /** The timer of its review, while it is pending. */
  readonly timer?: string | undefined;
}

/** Money that went in or out. Amounts are thousandths of a US dollar; what is spent is negative. */
export interface LedgerEntry extends Row {
  /** Who pays. */
  readonly accountId: string;
  /** On whose account it was used, where that is a sub-account. */
  readonly forAccountId: string;
  readonly kind: string;
  readonly amountMills: number;
  readonly reference: string;
  readonly at: Instant;
}

/** What was used in a quarter of an hour by one number and agent: every zone's midnight is where one begins. */
export interface UsageQuarter extends Row {
  readonly accountId: string;
  /** The instant at which it began. */
  readonly quarter: Instant;
  readonly numberId: string | null;
  readonly agentId: string | null;
  readonly messages: number;
  readonly segments: number;
  readonly calls: number;
  readonly completedCalls: number;
  readonly callSeconds: number;
  readonly deliveries: number;
  readonly deliveriesOk: number;
  readonly deliveriesFailed: number;
}

/** How often a key has asked for something in the present window. */
export interface RateWindow extends Row {
  readonly startedAt: Instant;
  readonly count: number;
}
