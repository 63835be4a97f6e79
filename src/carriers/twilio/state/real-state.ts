/** The URLs of a number as they were before ringback set its own. Empty strings where there were none. */
export interface NumberUrls {
  readonly smsUrl: string;
  readonly smsMethod: string;
  readonly smsFallbackUrl: string;
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
}

/** A number of the account that ringback uses, or has bought. */
export interface KeptNumber {
  readonly sid: string;
  /** ringback bought it, and so may release it. */
  readonly bought: boolean;
  readonly country: string;
  /** Present while the URLs are ringback's own. */
  readonly previous?: NumberUrls;
}

/**
 * Something that is done at Twilio once: written down before it is asked for. `sending` in a file that nobody writes means
 * that a process ended in between. No body is kept, only its hash.
 */
export interface OutboxRow {
  readonly id: string;
  readonly kind: "text" | "call" | "buy";
  readonly state: "sending" | "unknown" | "done" | "refused" | "lost";
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from?: string;
  readonly to?: string;
  readonly bodyHash?: string;
  /** What Twilio calls it, once that is known. */
  readonly sid?: string;
  /** Of a purchase: the number. */
  readonly number?: string;
  readonly why?: string;
}

/** What was set aside for an act, in millionths of a US dollar, and what came of it. */
export interface Reservation {
  /** Within the day whose money it is. */
  readonly at: number;
  readonly most: number;
  /** Which act it was, hashed: an id stands for one alone. */
  readonly act: string;
  /** The part that Twilio's price for it leaves out. */
  readonly beside?: number;
  /** Of a call: what each begun minute costs at most, what of that is beside, and what comes once. */
  readonly call?: { readonly minute: number; readonly minuteBeside: number; readonly once: number };
  /** The call is over. */
  readonly over?: true;
  /** Once it is settled: what Twilio says it cost; 0 where nothing came of it. */
  readonly cost?: number;
}

/** What of the real carrier outlives a process. Holds no secret and no text. */
export interface RealState {
  readonly format: "ringback-real";
  readonly version: 1;
  /** The account whose state it is, hashed. */
  readonly account: string;
  /** UTC. */
  spend: { day: string; settled: number; reserved: Record<string, Reservation> };
  /** When texts went and calls were placed, milliseconds since the epoch, and to whom, hashed; the last day's. */
  past: { at: number; do: "text" | "call"; to: string }[];
  outbox: Record<string, OutboxRow>;
  numbers: Record<string, KeptNumber>;
  /** Until when polling has seen what came, by number and kind. */
  cursors: Record<string, number>;
}

/** Keeps the state in a file: every change is written before `change` returns. One process holds it at a time. */
export interface RealStore {
  readonly state: RealState;
  /** Throws `storage_failed`, after which nothing is changed any more and so nothing can be sent. */
  change(edit: (state: RealState) => void): void;
  close(): void;
}
