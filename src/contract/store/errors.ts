import type { ErrorCode } from "../../kernel/errors.ts";
import type { WireErrorTable } from "../wire-error.ts";

const proper = (status: number): { status: number } => ({ status });

/** The store's statuses and codes for every refusal. The store documents no errors: this whole table is inferred. */
export const storeErrors: WireErrorTable = {
  validation_error: proper(400),
  malformed_json: { status: 400, code: "validation_error" },
  unsupported_media_type: proper(415),
  payload_too_large: proper(413),
  unauthorized: { status: 401, headers: { "www-authenticate": "Bearer" } },
  forbidden: proper(403),
  not_found: proper(404),
  unknown_path: { status: 404, code: "not_found" },
  method_not_allowed: proper(405),
  unsupported_configuration: proper(422),
  insufficient_funds: proper(402),
  policy_denied: proper(403),
  quote_expired: proper(410),
  quote_already_used: proper(409),
  idempotency_conflict: proper(409),
  service_type_mismatch: proper(409),
  service_not_active: proper(409),
  number_unavailable: proper(409),
  number_protected: { status: 403, code: "policy_denied" },
  carrier_error: proper(502),
  carrier_stopped: proper(503),
  recipient_not_allowed: { status: 403, code: "policy_denied" },
  spend_cap_reached: { status: 402, code: "insufficient_funds" },
  rate_limited: proper(429),
  not_emulated: proper(501),
  storage_failed: proper(503),
  internal_error: proper(500),
} satisfies Partial<Record<ErrorCode, unknown>>;
