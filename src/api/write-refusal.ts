import { STATUS_CODES } from "node:http";
import { type ErrorStyle, writeAgentPhoneError } from "../contract/agentphone/write-error.ts";
import type { ApiName, RestFace } from "../contract/operation.ts";
import { wireErrors } from "../contract/operations.ts";
import {
  envelopeError,
  type WireAnswer,
  type WireError,
  type WireErrorTable,
} from "../contract/wire-error.ts";
import { type ErrorCode, RingbackError } from "../kernel/errors.ts";
import type { FaultAnswer, Strike } from "../kernel/faults.ts";

/** What else there is to know about a refusal: the fault behind it, the style its account gets, the face it was asked by. */
export interface RefusalBackground {
  readonly strike?: Strike | undefined;
  readonly style?: ErrorStyle | undefined;
  readonly face?: RestFace | undefined;
}

/** Writes a refusal as its API does, or as the fault wants it that is to blame for it. */
export const writeRefusal = (
  api: ApiName,
  error: RingbackError,
  background: RefusalBackground = {},
): WireAnswer => {
  const table = wireErrors[api];
  const { strike } = background;
  const written =
    error.code !== "fault_struck" || strike?.answer.kind !== "status"
      ? writeByTable(api, table, error, background)
      : writeStatus(api, table, strike.answer, background);
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds !== "number") return written;
  return { ...written, headers: { ...written.headers, "retry-after": String(retryAfterSeconds) } };
};

type StatusAnswer = Extract<FaultAnswer, { kind: "status" }>;

const writeByTable = (
  api: ApiName,
  table: WireErrorTable,
  error: RingbackError,
  { style, face }: RefusalBackground,
): WireAnswer =>
  api === "agentphone"
    ? writeAgentPhoneError(table[error.code] ?? { status: 500 }, error, style, face)
    : envelopeError(table, error);

const writeStatus = (
  api: ApiName,
  table: WireErrorTable,
  { status, code, message, body }: StatusAnswer,
  background: RefusalBackground,
): WireAnswer => {
  if (body !== undefined) return { status, body, headers: {} };
  const phrase = STATUS_CODES[status] ?? `Status ${status}`;
  const usual = (api === "agentphone" ? phoneCodes : usualCodes)[status];
  const phraseCode = phrase.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const wire: WireError = { status, code: code ?? (usual && (table[usual]?.code ?? usual)) ?? phraseCode };
  const error = new RingbackError("fault_struck", message ?? phrase);
  return writeByTable(api, { fault_struck: wire }, error, background);
};

// Where an API has one obvious word for a status. For the others a fault says it in HTTP's own words.
const usualCodes: Readonly<Record<number, ErrorCode>> = {
  400: "validation_error",
  401: "unauthorized",
  402: "insufficient_funds",
  403: "forbidden",
  404: "not_found",
  429: "rate_limited",
  500: "internal_error",
};

// AgentPhone has a word of its own for most.
const phoneCodes: Readonly<Record<number, ErrorCode>> = {
  ...usualCodes,
  400: "not_possible",
  402: "insufficient_balance",
  409: "already_exists",
  422: "validation_error",
  502: "carrier_error",
  503: "nothing_available",
};
