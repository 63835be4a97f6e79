import type { EventLog } from "../../../kernel/event-log.ts";
import type { Instant } from "../../../kernel/clock/clock.ts";

/** What somebody wants changed in one sending: the exact text of the body, and headers over those that were signed. */
export interface DeliveryEdit {
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A delivery that is to be sent now. Those of one lane leave one after the other. */
export interface DueDelivery {
  readonly seq: number;
  readonly deliveryId: string;
  readonly url: string;
  readonly lane: string;
  /** It is sent once more, outside the count of its attempts. */
  readonly again: boolean;
  readonly edit?: DeliveryEdit | undefined;
  /** Its answer is heard while it comes in. */
  readonly streams?: boolean | undefined;
  /** Whoever waits for what comes of it. */
  readonly tell?: ((result: AttemptResult) => void) | undefined;
}

/** One sending, as it goes onto the wire. */
export interface Attempt {
  readonly deliveryId: string;
  /** From 1; 0 is outside the count. */
  readonly number: number;
  readonly startedAt: Instant;
  readonly url: string;
  /** Absent: POST. */
  readonly method?: "GET" | "POST" | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As much of the answer is kept as is read, and not its beginning only. */
  readonly wantsAll?: true | undefined;
  /** Real milliseconds. */
  readonly timeoutMs: number;
}

/** What came of one: an answer, or none and why. */
export type AttemptOutcome =
  | {
      readonly status: number;
      readonly body: string;
      /** There was more than is read. */
      readonly isCut?: true | undefined;
    }
  | { readonly failure: "timeout" | "connection" | "not allowed" | "abandoned"; readonly why: string };

/** What comes in of an answer: how it begins, and each part of its body. */
export type AnswerPiece =
  { readonly status: number; readonly contentType: string } | { readonly bytes: Uint8Array };

/** An attempt that is over. */
export interface AttemptResult {
  readonly deliveryId: string;
  readonly outcome: AttemptOutcome;
  /** How much of the world's time it took. */
  readonly tookMs: number;
}

/** What the sender of webhooks knows of a world. */
export interface DeliveriesPort {
  readonly due: EventLog<DueDelivery>;
  /** Makes what is to be sent; undefined when it is not wanted any more. `realNow` is the machine's time. */
  begin(due: DueDelivery, realNow: number): Attempt | undefined;
  /** Takes what comes in of an answer, where it streams. */
  hear(due: DueDelivery, piece: AnswerPiece): void;
  /** Keeps what came of it. */
  finish(due: DueDelivery, attempt: Attempt, outcome: AttemptOutcome): void;
  /** Says again what is due, after everything that was on its way was abandoned. */
  resume(): number;
}
