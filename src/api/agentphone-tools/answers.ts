/*
 * The answers of AgentPhone as its tools take them to be. Where AgentPhone answers otherwise, its tools print
 * `undefined` or fail, and so do these: a field stands here as the tools read it, not as it is sent.
 */

/** A list with its length. */
export interface List<Item> {
  readonly data: readonly Item[];
  readonly total: number;
}

export interface AgentAnswer {
  readonly id: string;
  readonly name: string;
  readonly voiceMode: string;
  readonly voice: string;
  readonly modelTier: string;
  readonly numbers?: readonly { readonly phoneNumber: string }[];
}

export interface NumberAnswer {
  readonly id: string;
  readonly phoneNumber: string;
  readonly country: string;
  readonly status: string;
  readonly agentId: string | null;
}

export interface VoiceAnswer {
  readonly voice_id: string;
  readonly voice_name: string;
  readonly provider: string;
  readonly gender: string;
  readonly accent: string;
}

export interface SentAnswer {
  readonly id: string;
  readonly from_number: string;
  readonly to_number: string;
  readonly channel: string | null;
  readonly status: string;
  readonly reply_parent_unresolved?: boolean | null;
}

export interface MessageAnswer {
  /** It is sent as `from_`. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly receivedAt: string;
}

export interface CallAnswer {
  readonly id: string;
  readonly direction: string;
  readonly fromNumber: string;
  readonly toNumber: string;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt?: string | null;
  readonly transcripts?: readonly TurnAnswer[];
}

export interface TurnAnswer {
  readonly transcript: string;
  readonly response: string | null;
}

export interface ConversationAnswer {
  readonly id: string;
  readonly participant: string;
  readonly phoneNumber: string;
  readonly messageCount: number;
  readonly lastMessageAt?: string;
  readonly lastMessagePreview?: string;
  readonly metadata?: object | null;
  readonly messages?: readonly {
    readonly receivedAt: string;
    readonly fromNumber: string;
    readonly body: string;
  }[];
}

export interface ContactAnswer {
  readonly id: string;
  readonly name: string;
  readonly phoneNumber: string;
  readonly email?: string | null;
}

export interface UsageAnswer {
  /** It need not be sent. */
  readonly plan: { readonly name: string; readonly limits: Readonly<Record<string, number>> };
  readonly numbers: { readonly used: number; readonly limit: number; readonly remaining: number };
  readonly stats: Readonly<Record<string, number>>;
}

export interface PeriodAnswer {
  readonly date: string;
  readonly month: string;
  readonly messages: number;
  readonly calls: number;
  /** It is not sent. */
  readonly voiceMinutes: number;
}

export interface WebhookAnswer {
  readonly url: string;
  readonly secret: string;
  readonly status: string;
}

export interface WebhookTestAnswer {
  readonly success: boolean;
  readonly statusCode: number | null;
  readonly responseMs: number | null;
  readonly error: string | null;
}

/** The account's are sent as `items`, an agent's as a bare list: there is no `data` in either. */
export interface DeliveryAnswer {
  readonly id: string;
  readonly event: string;
  readonly success: boolean;
  readonly statusCode: number | null;
  readonly responseMs: number | null;
  readonly deliveredAt: string;
}
