import { maxHeaderSize, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { RingbackError } from "../../kernel/errors.ts";
import { refuseOnSocket } from "./refuse-on-socket.ts";

/** Answers what Node cannot read as a request at all, and closes the connection. */
export const refuseUnreadable = (socket: Duplex, error: NodeJS.ErrnoException, now: number): void => {
  // Node keeps the answer that is being written to a connection there; a second one must not cut into it.
  const answering: unknown = Reflect.get(socket, "_httpMessage");
  const isAnswering = answering instanceof ServerResponse && answering.headersSent;
  if (!socket.writable || isAnswering || error.code === "ECONNRESET") return void socket.destroy(error);
  refuseOnSocket(socket, refusalOf(error), now);
};

const refusalOf = ({ code, message }: NodeJS.ErrnoException): RingbackError => {
  if (code === "HPE_HEADER_OVERFLOW") {
    const sentence = `The request's address and headers are longer than ${maxHeaderSize} bytes together.`;
    return new RingbackError("payload_too_large", sentence, { maximumBytes: maxHeaderSize });
  }
  const sentence = `This is not a request in HTTP: ${message}.`;
  return new RingbackError("validation_error", sentence, { issues: [{ path: "", message: "must be HTTP" }] });
};
