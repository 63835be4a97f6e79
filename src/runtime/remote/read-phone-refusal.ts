import { errorCodes, RingbackError } from "../../kernel/errors.ts";

/**
 * Reads how AgentPhone said no, in whichever of its shapes: the vendor's own text, with the status and ringback's own
 * reason in `details`. Undefined for no such answer.
 */
export const readPhoneRefusal = (
  { status, why: header }: { readonly status: number; readonly why: string },
  body: unknown,
): RingbackError | undefined => {
  // The vendor's bodies seldom name a code, so ringback says its own beside them.
  const [, code, why = ""] = /^(\w+): (.*)$/.exec(header) ?? [];
  const known = errorCodes.find((one) => one === code);
  const { detail, error } = (body ?? {}) as { readonly detail?: unknown; readonly error?: unknown };
  const { message } = (error ?? {}) as { readonly message?: unknown };
  const issues = Array.isArray(detail) ? detail.map(readIssue) : [];
  const text = [detail, message, issues.map(sayIssue).join("; ")].find((said) => typeof said === "string");
  if (known === undefined || typeof text !== "string") return undefined;
  return new RingbackError(known, text, { status, why, ...(issues.length > 0 && { issues }) });
};

interface Issue {
  readonly path: string;
  readonly message: string;
}

const readIssue = (place: unknown): { path: string; message: string } => {
  const { loc, msg } = (place ?? {}) as { readonly loc?: unknown; readonly msg?: unknown };
  const path = Array.isArray(loc) ? loc.slice(1).join(".") : "";
  return { path, message: typeof msg === "string" ? msg : "" };
};

const sayIssue = ({ path, message }: Issue): string =>
  path === "" || message.startsWith(path) ? message : `${path}: ${message}`;
