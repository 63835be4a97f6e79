import type { IncomingMessage } from "node:http";
import { RingbackError } from "../../kernel/errors.ts";
import type { Target } from "./split-target.ts";

/** Refuses a method that a path does not have, and says which it has. */
export const methodNotAllowed = (
  { method }: IncomingMessage,
  { path }: Target,
  allow: readonly string[],
): RingbackError =>
  new RingbackError("method_not_allowed", `${path} has no ${method}; it has ${allow.join(", ")}.`, {
    allow,
    says: "Method Not Allowed",
  });

/** The header that goes with that refusal; none for any other. */
export const allowHeader = ({ details }: RingbackError): Record<string, string> =>
  Array.isArray(details["allow"]) ? { allow: details["allow"].join(", ") } : {};
