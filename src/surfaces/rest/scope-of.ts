import type { IncomingMessage } from "node:http";
import type { Operation } from "../../contract/operation.ts";

/** The sub-account on whose behalf a request asks, as the operation's header names it. */
export const scopeOf = ({ headers }: IncomingMessage, { scopeHeader }: Operation): string | undefined => {
  const value = scopeHeader === undefined ? undefined : headers[scopeHeader];
  return typeof value === "string" && value !== "" ? value : undefined;
};
