import type { IncomingMessage, ServerResponse } from "node:http";
import type { RestFace } from "../../contract/operation.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";
import { sayStrike } from "../../api/say-strike.ts";
import { jsonTextOf } from "../../kernel/json-text.ts";
import { toHttpDate } from "../../kernel/time-text.ts";

/** An answer ready for the wire. */
export interface WireReply {
  readonly status: number;
  /** Undefined for an answer without a body; bytes go out as they are. */
  readonly body: object | null | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The instant of the world that answers. */
  readonly now: number;
}

/** Writes a JSON answer. HEAD gets the same headers and no body. */
export const writeReply = (request: IncomingMessage, response: ServerResponse, reply: WireReply): void => {
  const bytes = bytesOf(reply.body);
  writeHead(response, reply, Buffer.byteLength(bytes));
  response.end(request.method === "HEAD" ? "" : bytes);
};

/** A body as it goes over the wire. */
export const bytesOf = (body: WireReply["body"]): string | Buffer => {
  if (body === undefined) return "";
  if (Buffer.isBuffer(body)) return body;
  return body === null ? "null" : jsonTextOf(body);
};

/** What an operation's output is as a body: JSON, or what its face says instead. */
export const bodyOf = (output: object | null, { contentType }: RestFace): object | null => {
  if (contentType === undefined || output === null) return output;
  return Buffer.from((output as { text: string }).text);
};

/** The headers that an operation's face wants of its answer. */
export const headersOf = (
  { contentType, fileName }: RestFace,
  parameters: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> => {
  if (contentType === undefined && fileName === undefined) return noHeaders;
  const name = fileName?.replace(/:(\w+)/g, (_, part: string) => parameters[part] ?? "");
  return {
    ...(contentType !== undefined && { "content-type": contentType }),
    // An id is the client's own text: what is no plain character cannot stand in a header.
    ...(name !== undefined && {
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
    }),
  };
};

const noHeaders: Readonly<Record<string, string>> = {};

/** Writes what goes before a body of so many bytes, or before one whose length nobody knows yet. */
export const writeHead = (response: ServerResponse, reply: WireReply, length?: number): void => {
  const headers: Record<string, string | number> = { ...reply.headers, date: toHttpDate(reply.now) };
  if (reply.body !== undefined) headers["content-type"] ??= "application/json; charset=utf-8";
  if (reply.status !== 204 && length !== undefined) headers["content-length"] = length;
  response.sendDate = false;
  response.writeHead(reply.status, headers);
};

/** Why an answer is what it is, a refusal, the doing of a fault or something overlooked, as a header can hold it. */
export const whyHeader = (
  error: Pick<RingbackError, "code" | "message"> | undefined,
  strike?: Strike,
  overlooked?: string,
): string =>
  [
    ...(error === undefined ? [] : [`${error.code}: ${error.message}`]),
    ...(strike === undefined || error?.code === "fault_struck" ? [] : [`fault_struck: ${sayStrike(strike)}`]),
    ...(overlooked === undefined ? [] : [overlooked]),
  ]
    .join(" ")
    .replaceAll("…", "...")
    .replace(/[^\x20-\x7e]+/g, "?")
    .slice(0, 600);
