import type { ErrorCode, RingbackError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";

/** How an API says one refusal: its status, its own word for the code where that differs, headers of its own. */
export interface WireError {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One API's way of saying every refusal it can give. */
export type WireErrorTable = Readonly<Partial<Record<ErrorCode, WireError>>>;

/** A refusal ready to be written: status, body and extra headers. */
export interface WireAnswer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes a refusal as `{error: {code, message, details}}` by a table. What the table lacks is ringback's own bug: 500. */
export const envelopeError = (table: WireErrorTable, error: RingbackError): WireAnswer => {
  const wire = table[error.code] ?? { status: 500 };
  const { says: _says, ...details } = error.details;
  return {
    status: wire.status,
    body: { error: { code: wire.code ?? error.code, message: error.message, details } },
    headers: wire.headers ?? {},
  };
};
