import type { IncomingMessage } from "node:http";

/** Who may talk to ringback besides this machine itself. */
export interface GuardOptions {
  /** Names under which ringback may be reached. */
  readonly allowHosts: readonly string[];
  /** Web origins whose pages may read answers. */
  readonly corsOrigins: readonly string[];
}

/** Why a request is turned away before anything is read of it, or undefined to let it in. */
export const refuseVisitor = (request: IncomingMessage, options: GuardOptions): string | undefined => {
  const { host, origin } = request.headers;
  if (host !== undefined && !isAllowedName(hostName(host), options)) {
    return `ringback does not answer to the host ${host}. Use 127.0.0.1 or localhost, or start it with --allow-host ${hostName(host)}.`;
  }
  if (origin === undefined || options.corsOrigins.includes(origin)) return undefined;
  const name = URL.canParse(origin) ? new URL(origin).hostname : undefined;
  if (name !== undefined && isAllowedName(name, options)) return undefined;
  return `Pages of ${origin} may not use ringback. Start it with --cors ${origin} to let them.`;
};

/** The headers that let a page of an allowed origin read an answer. */
export const corsHeaders = (
  request: IncomingMessage,
  { corsOrigins }: GuardOptions,
): readonly (readonly [name: string, value: string])[] => {
  const { origin } = request.headers;
  if (origin === undefined || !corsOrigins.includes(origin)) return [];
  return [
    ["access-control-allow-origin", origin],
    ["access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE"],
    [
      "access-control-allow-headers",
      "authorization, content-type, x-sub-account-id, mcp-protocol-version, mcp-session-id, last-event-id",
    ],
    ["access-control-expose-headers", "x-ringback-why"],
    ["vary", "origin"],
  ];
};

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

const isAllowedName = (name: string, { allowHosts }: GuardOptions): boolean =>
  loopbackNames.has(name) || allowHosts.includes(name);

const hostName = (host: string): string => host.replace(/:\d*$/, "").toLowerCase();
