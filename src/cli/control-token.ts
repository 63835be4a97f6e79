import { randomBytes } from "node:crypto";

/** Whether an address reaches no further than this machine. */
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);

/**
 * A token for controls that others on the network could reach and nobody has chosen one for. Undefined where none is
 * needed. It is a real secret, so it does not come from the seed.
 */
export const mintControlToken = (host: string | undefined, chosen: string | undefined): string | undefined =>
  host === undefined || isLoopback(host) || chosen !== undefined
    ? undefined
    : randomBytes(16).toString("hex");
