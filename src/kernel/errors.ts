import type { JsonObject } from "./json.ts";

/**
 * Every way ringback can say no, as one closed list. Each API has a table from these to its own status and wire form.
 */
export const errorCodes = [
  "validation_error",
  "malformed_json",
  "unsupported_media_type",
  "payload_too_large",
  "unauthorized",
  "forbidden",
  "not_found",
  "unknown_path",
  "method_not_allowed",
  "unsupported_configuration",
  "insufficient_funds",
  "policy_denied",
  "quote_expired",
  "quote_already_used",
  "idempotency_conflict",
  "service_type_mismatch",
  "service_not_active",
  "number_unavailable",
  "number_protected",
  "name_taken",
  "already_exists",
  "in_use",
  "verification_failed",
  "already_released",
  "not_possible",
  "insufficient_balance",
  "payment_method_required",
  "sender_unregistered",
  "number_limit_reached",
  "nothing_available",
  "call_not_live",
  "call_limit_reached",
  "sending_limited",
  "carrier_error",
  "carrier_stopped",
  "recipient_not_allowed",
  "spend_cap_reached",
  "clock_held",
  "clock_loop",
  "nothing_scheduled",
  "wait_timed_out",
  "snapshot_unreadable",
  "scenario_invalid",
  "rate_limited",
  "fault_struck",
  "not_emulated",
  "storage_failed",
  "internal_error",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal in words a person can act on: what was wrong, where, and the cure. Carries nothing but data. */
export class RingbackError extends Error {
  override readonly name = "RingbackError";
  readonly code: ErrorCode;
  readonly details: JsonObject;

  constructor(code: ErrorCode, message: string, details: JsonObject = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}
