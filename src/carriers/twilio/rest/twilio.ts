/**
 * What ringback asks of Twilio's REST API (2010-04-01): a client behind an interface, so that parts can be tried without
 * it. Fields keep Twilio's own names and spellings. Everything throws `TwilioRefused` where Twilio, or the way to it,
 * certainly did nothing, and `TwilioSilent` where nobody can know.
 */
export interface Twilio {
  /** How far Twilio's clock is ahead of this machine's, in milliseconds, as far as its last answer said. */
  aheadBy(): number;
  account(): Promise<AccountFacts>;
  balance(): Promise<{ readonly balance: string; readonly currency: string }>;
  /** What was spent today by Twilio's own count, in the account's currency. */
  spentToday(): Promise<string>;
  findNumbers(country: string, kind: NumberKind, query: NumberSearch): Promise<readonly AvailableNumber[]>;
  /** The account's numbers, all pages, at most a thousand. */
  listNumbers(query?: {
    readonly PhoneNumber?: string;
    readonly FriendlyName?: string;
  }): Promise<readonly OwnedNumber[]>;
  buyNumber(form: NumberForm & { readonly PhoneNumber: string }): Promise<OwnedNumber>;
  configureNumber(sid: string, form: NumberForm): Promise<OwnedNumber>;
  releaseNumber(sid: string): Promise<void>;
  sendMessage(form: MessageForm): Promise<MessageFacts>;
  message(sid: string): Promise<MessageFacts>;
  listMessages(query: MessageQuery): Promise<readonly MessageFacts[]>;
  /** The media of a message: their addresses at Twilio, and of what kind they are. */
  listMedia(messageSid: string): Promise<readonly MediaFacts[]>;
  placeCall(form: CallForm): Promise<CallFacts>;
  changeCall(sid: string, form: CallChange): Promise<CallFacts>;
  call(sid: string): Promise<CallFacts>;
  listCalls(query: CallQuery): Promise<readonly CallFacts[]>;
  /** Begins to record a call that is under way. */
  recordCall(callSid: string, form: RecordingForm): Promise<RecordingFacts>;
  listRecordings(callSid: string): Promise<readonly RecordingFacts[]>;
  /** The bytes behind an address at Twilio, with the account's credentials. Refuses any other host. */
  readBytes(url: string): Promise<{ readonly bytes: Uint8Array; readonly contentType: string }>;
}

export interface AccountFacts {
  readonly sid: string;
  readonly friendly_name: string;
  readonly status: string;
  /** `Trial` or `Full`. */
  readonly type: string;
}

export type NumberKind = "Local" | "Mobile" | "National" | "TollFree";

export interface NumberSearch {
  readonly AreaCode?: number;
  readonly InLocality?: string;
  readonly SmsEnabled?: boolean;
  readonly VoiceEnabled?: boolean;
  readonly ExcludeAllAddressRequired?: boolean;
  readonly PageSize?: number;
}

export interface AvailableNumber {
  readonly phone_number: string;
  readonly friendly_name: string;
  readonly locality: string | null;
  readonly region: string | null;
  readonly capabilities: {
    readonly voice?: boolean;
    readonly SMS?: boolean;
    readonly sms?: boolean;
    readonly MMS?: boolean;
  };
}

/** The URLs of a number, as Twilio names them. An empty string takes one away. */
export interface NumberForm {
  readonly FriendlyName?: string;
  readonly SmsUrl?: string;
  readonly SmsMethod?: string;
  readonly SmsFallbackUrl?: string;
  readonly VoiceUrl?: string;
  readonly VoiceMethod?: string;
  readonly VoiceFallbackUrl?: string;
  readonly StatusCallback?: string;
  readonly StatusCallbackMethod?: string;
  readonly AddressSid?: string;
  readonly BundleSid?: string;
}

export interface OwnedNumber {
  readonly sid: string;
  readonly phone_number: string;
  readonly friendly_name: string;
  readonly sms_url: string | null;
  readonly sms_method: string | null;
  readonly sms_fallback_url: string | null;
  readonly voice_url: string | null;
  readonly voice_method: string | null;
  readonly voice_fallback_url: string | null;
  readonly status_callback: string | null;
  readonly status_callback_method: string | null;
  readonly trunk_sid: string | null;
  readonly voice_application_sid: string | null;
  readonly sms_application_sid: string | null;
  readonly capabilities: { readonly voice?: boolean; readonly sms?: boolean; readonly mms?: boolean };
}

export interface MessageForm {
  readonly To: string;
  readonly From: string;
  readonly Body: string;
  readonly MediaUrl?: readonly string[];
  readonly StatusCallback?: string;
  /** In seconds. */
  readonly ValidityPeriod?: number;
}

export interface MessageQuery {
  readonly To?: string;
  readonly From?: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`; on the wire `DateSent>`. */
  readonly sentAfter?: string;
  /** The same the other way round: up to this second. On the wire `DateSent<`. */
  readonly sentBefore?: string;
  readonly PageSize?: number;
}

export interface MessageFacts {
  readonly sid: string;
  readonly status: string;
  readonly direction: string;
  readonly from: string;
  readonly to: string;
  /** Null where there are only files. */
  readonly body: string | null;
  readonly num_segments: string;
  readonly num_media: string;
  readonly date_created: string;
  readonly date_sent: string | null;
  readonly error_code: number | null;
  readonly error_message: string | null;
  /** Null until it is known; negative, in the account's currency. */
  readonly price: string | null;
  readonly price_unit: string | null;
}

export interface MediaFacts {
  readonly sid: string;
  readonly content_type: string;
  /** Relative to the API's host, ends in `.json`: without that it is the bytes. */
  readonly uri: string;
}

/** Either `Twiml` (at most 4,000 characters) or `Url`. */
export interface CallForm {
  readonly To: string;
  readonly From: string;
  readonly Twiml?: string;
  readonly Url?: string;
  readonly StatusCallback?: string;
  readonly StatusCallbackEvent?: readonly string[];
  /** How long it rings, in seconds. */
  readonly Timeout?: number;
  /** How long it may last, in seconds. */
  readonly TimeLimit?: number;
  readonly MachineDetection?: "Enable" | "DetectMessageEnd";
  readonly AsyncAmd?: boolean;
  readonly AsyncAmdStatusCallback?: string;
  readonly Record?: boolean;
  readonly RecordingStatusCallback?: string;
  readonly RecordingStatusCallbackEvent?: readonly string[];
  readonly SendDigits?: string;
}

export interface CallChange {
  readonly Status?: "canceled" | "completed";
  readonly Twiml?: string;
  readonly Url?: string;
}

export interface RecordingForm {
  readonly RecordingStatusCallback?: string;
  readonly RecordingStatusCallbackEvent?: readonly string[];
  readonly RecordingChannels?: "mono" | "dual";
}

export interface CallQuery {
  readonly To?: string;
  readonly From?: string;
  readonly Status?: string;
  /** On the wire `StartTime>`. */
  readonly startedAfter?: string;
  readonly PageSize?: number;
}

export interface CallFacts {
  readonly sid: string;
  readonly status: string;
  readonly direction: string;
  readonly from: string;
  readonly to: string;
  readonly answered_by: string | null;
  /** In seconds; null or empty where nobody answered. */
  readonly duration: string | null;
  readonly date_created: string;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly price: string | null;
  readonly price_unit: string | null;
}

export interface RecordingFacts {
  readonly sid: string;
  readonly call_sid: string;
  readonly status: string;
  readonly duration: string | null;
  readonly uri: string;
}
