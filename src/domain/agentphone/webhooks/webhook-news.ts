import type { JsonObject } from "../../../kernel/json.ts";
import type { VoiceMark } from "../../../world/webhook-entities.ts";

/** What webhooks are told of. */
export const webhookEvents = ["agent.message", "agent.reaction", "agent.call_ended"] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** Something that a webhook is to be told. */
export interface WebhookNews {
  readonly accountId: string;
  readonly agentId: string | null;
  readonly event: WebhookEvent;
  readonly channel: string;
  readonly messageId: string | null;
  /** News of one lane are told in their order: a conversation's id, or a call's. */
  readonly lane: string;
  /** The turn of a call that its answer takes. */
  readonly voice?: VoiceMark | undefined;
  /** The body, given how many items of history the endpoint wants. */
  readonly payload: (contextLimit: number) => JsonObject;
}
