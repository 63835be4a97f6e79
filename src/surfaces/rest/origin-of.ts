import type { IncomingMessage } from "node:http";

/** The address a request was sent to, as its sender knows it. */
export const originOf = (request: IncomingMessage): string => `http://${request.headers.host ?? "127.0.0.1"}`;
