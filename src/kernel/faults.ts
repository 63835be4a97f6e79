import type { JsonObject } from "./json.ts";

/** What can be done to a webhook on its way. */
export const webhookDeeds = [
  "drop",
  "delay",
  "duplicate",
  "reorder",
  "corrupt-signature",
  "stale-timestamp",
  "tampered-body",
  "odd-json",
] as const;

export type WebhookDeed = (typeof webhookDeeds)[number];

/** Whether what is done to a webhook takes a length of time that can be chosen. */
export const deedTakesTime = (deed: WebhookDeed): boolean => deed === "delay" || deed === "reorder";

/** The longest that a fault may hold something up: a day of the world's time, in milliseconds. */
export const longestPause = 86_400_000;

/** What somebody wants to become of an answer. Data, so that a row can hold it; milliseconds are the world's own. */
export type FaultAnswer =
  | {
      readonly kind: "status";
      readonly status: number;
      /** What the API's own envelope is to say. */
      readonly code?: string;
      readonly message?: string;
      /** Takes the place of the envelope. */
      readonly body?: JsonObject;
    }
  | { readonly kind: "delay"; readonly milliseconds: number }
  | { readonly kind: "reset" }
  | { readonly kind: "slow"; readonly pieces: number; readonly everyMilliseconds: number }
  | { readonly kind: "malformed" }
  | {
      readonly kind: "webhook";
      readonly deed: WebhookDeed;
      /** How late a delayed one leaves; how long one that was to be overtaken waits at most. */
      readonly byMilliseconds?: number;
    };

/** A fault that strikes: which one it is, and what it makes of the answer. */
export interface Strike {
  readonly fault: string;
  readonly answer: FaultAnswer;
}

/** A place where things can be made to go wrong on purpose. Asked once for each time the place is passed. */
export interface FaultPort {
  /** The fault that strikes this time, if any does. With `kind` only such faults may; those of webhooks only with it. */
  strike(point: string, kind?: FaultAnswer["kind"]): Strike | undefined;
}
