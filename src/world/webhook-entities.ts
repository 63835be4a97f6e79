import type { Instant } from "../kernel/clock/clock.ts";
import type { WebhookDeed } from "../kernel/faults.ts";
import type { Row } from "./table.ts";

/** Where AgentPhone tells what happens: an account's, or one agent's own. */
export interface WebhookEndpoint extends Row {
  readonly accountId: string;
  /** Absent: it is the account's. */
  readonly agentId?: string | undefined;
  readonly url: string;
  readonly secret: string;
  readonly contextLimit: number;
  /** Seconds. */
  readonly timeout: number;
  readonly status: string;
  readonly createdAt: Instant;
}

/** One event on its way to an endpoint, until it has arrived or nobody tries any longer. */
export interface WebhookDelivery extends Row {
  readonly accountId: string;
  readonly agentId: string | null;
  readonly endpointId: string;
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
  /** Deliveries of one lane leave one after the other. */
  readonly lane: string;
  readonly messageId: string | null;
  readonly eventType: string;
  readonly channel: string;
  /** The exact text of the body. */
  readonly body: string;
  readonly status: "pending" | "success" | "failed";
  readonly httpStatus: number | null;
  readonly errorMessage: string | null;
  readonly responseBody: string | null;
  readonly attemptCount: number;
  readonly lastAttemptAt: Instant | null;
  readonly nextRetryAt: Instant | null;
  readonly createdAt: Instant;
  /** A synthetic event that somebody asked for: tried once. */
  readonly test: boolean;
  /** The timer of the next attempt. */
  readonly retryTimer?: string | undefined;
  /** What goes wrong with it on purpose, and the fault that has it so. */
  readonly fault?: { readonly id: string; readonly deed: WebhookDeed } | undefined;
  /** It waits until the next of its lane has left. */
  readonly overtaken?: true | undefined;
  /** It is to be sent once more, whatever became of it. */
  readonly again?: true | undefined;
  /** Its answer is spoken: it is tried once, and heard while it comes in. */
  readonly voice?: VoiceMark | undefined;
}

/** The turn of a call that the answer to a delivery takes. */
export type VoiceMark = {
  readonly callId: string;
  readonly turn: number;
  /** One more turn before the caller's first, as seen live: what it answers is spoken, and the caller's follows. */
  readonly opening?: true | undefined;
  /** How many pieces of the answer have been spoken: sent once more, it goes on after them. */
  readonly given?: number | undefined;
  /** It plays a hosted agent and is no webhook of the account's. */
  readonly hosted?: true | undefined;
};
