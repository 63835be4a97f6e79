import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { wireErrors } from "../../contract/operations.ts";
import { envelopeError } from "../../contract/wire-error.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import { toHttpDate } from "../../kernel/time-text.ts";
import { whyHeader } from "./answer-writer.ts";
import { allowHeader } from "./method-not-allowed.ts";

/** Writes a refusal to a connection that Node has no response for, as plain HTTP, and closes it. */
export const refuseOnSocket = (socket: Duplex, error: RingbackError, now: number): void => {
  const wire = envelopeError(wireErrors.control, error);
  const body = JSON.stringify(wire.body);
  const headers: Readonly<Record<string, string>> = {
    ...wire.headers,
    ...allowHeader(error),
    "x-ringback-why": whyHeader(error),
    date: toHttpDate(now),
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${wire.status} ${STATUS_CODES[wire.status] ?? ""}\r\n${head.join("")}\r\n${body}`);
};
