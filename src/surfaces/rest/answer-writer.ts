import type { IncomingMessage, ServerResponse } from "node:http";
import type { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";
import { sayStrike } from "../../api/say-strike.ts";
import { jsonTextOf } from "../../kernel/json-text.ts";
import { toHttpDate } from "../../kernel/time-text.ts";

/** An answer ready for the wire. */
export interface WireReply {
  readonly status: number;
  /** Undefined for an answer without a body. */
  readonly body: object | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The instant of the world that answers. */
  readonly now: number;
}

/** Writes a JSON answer. HEAD gets the same headers and no body. */
export const writeReply = (request: IncomingMessage, response: ServerResponse, reply: WireReply): void => {
  const text = reply.body === undefined ? "" : jsonTextOf(reply.body);
  writeHead(response, reply, Buffer.byteLength(text));
  response.end(request.method === "HEAD" ? "" : text);
};

/** Writes what goes before a body of so many bytes. */
export const writeHead = (response: ServerResponse, reply: WireReply, length: number): void => {
  const headers: Record<string, string | number> = { ...reply.headers, date: toHttpDate(reply.now) };
  if (reply.body !== undefined) headers["content-type"] = "application/json; charset=utf-8";
  if (reply.status !== 204) headers["content-length"] = length;
  response.sendDate = false;
  response.writeHead(reply.status, headers);
};

/** Why an answer is what it is, a refusal or the doing of a fault, as a header can hold it. */
export const whyHeader = (error: RingbackError | undefined, strike?: Strike): string =>
  [
    ...(error === undefined ? [] : [`${error.code}: ${error.message}`]),
    ...(strike === undefined || error?.code === "fault_struck" ? [] : [`fault_struck: ${sayStrike(strike)}`]),
  ]
    .join(" ")
    .replace(/[^\x20-\x7e]+/g, "?")
    .slice(0, 600);
