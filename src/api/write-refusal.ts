import { STATUS_CODES } from "node:http";
import type { ApiName } from "../contract/operation.ts";
import { wireErrors } from "../contract/operations.ts";
import { envelopeError, type WireAnswer, type WireErrorTable } from "../contract/wire-error.ts";
import { type ErrorCode, RingbackError } from "../kernel/errors.ts";
import type { FaultAnswer, Strike } from "../kernel/faults.ts";

/** Writes a refusal as its API does, or as the fault wants it that is to blame for it. */
export const writeRefusal = (api: ApiName, error: RingbackError, strike?: Strike): WireAnswer => {
  const table = wireErrors[api];
  if (error.code !== "fault_struck" || strike?.answer.kind !== "status") return envelopeError(table, error);
  return writeStatus(table, strike.answer);
};

type StatusAnswer = Extract<FaultAnswer, { kind: "status" }>;

const writeStatus = (table: WireErrorTable, { status, code, message, body }: StatusAnswer): WireAnswer => {
  if (body !== undefined) return { status, body, headers: {} };
  const phrase = STATUS_CODES[status] ?? `Status ${status}`;
  const usual = usualCodes[status];
  const wire = {
    status,
    code:
      code ?? (usual && (table[usual]?.code ?? usual)) ?? phrase.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
  };
  return envelopeError({ fault_struck: wire }, new RingbackError("fault_struck", message ?? phrase));
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
