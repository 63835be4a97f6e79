import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { RingbackError } from "../../../kernel/errors.ts";

interface HttpListeners {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  /** For whatever wants to change the protocol. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * In milliseconds. A connection is kept for longer than tunnels keep theirs: one that ends just as it is used again loses a
 * callback.
 */
const patience = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 120_000 };

/** A listener for requests from the whole world: nobody may take long to ask. */
export const createHttpListener = ({ onRequest, onUpgrade }: HttpListeners): Server => {
  const server = createServer({ requireHostHeader: false, ...patience }, onRequest);
  server.on("checkExpectation", onRequest);
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("upgrade", (request, socket, head) => {
    // Whoever goes in the middle of a handshake is nobody's mistake.
    socket.on("error", () => {});
    onUpgrade(request, socket, head);
  });
  return server;
};

/** Answers the port. */
export const listenOn = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(explain(error, port, host));
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Refuses new connections and ends the old ones. */
export const endListening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Answers a request. What is refused gets no word that would say what listens here. */
export const finish = (
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders = {},
  body: string | Uint8Array = "",
): void => {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
};

/** The same for a handshake. */
export const refuseUpgrade = (socket: Duplex, status: 403 | 404): void => {
  // Whoever does not hang up after that is not waited for: nobody else would ever close it.
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const explain = (error: NodeJS.ErrnoException, port: number, host: string): RingbackError => {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE:
      `Port ${port} of ${host}, for Twilio's callbacks and the files of texts, is in use. End what listens there, perhaps ` +
      "another ringback, or choose another port with --callback-port, and lead the tunnel there if you have one.",
    EACCES: `This user may not listen for callbacks on port ${port}. Choose one above 1023 with --callback-port.`,
    EADDRNOTAVAIL: `This machine has no address ${host} to listen for callbacks on.`,
  };
  const sentence =
    sentences[error.code ?? ""] ??
    `ringback cannot listen for callbacks on ${host}:${port}: ${error.message}`;
  return new RingbackError("validation_error", sentence, { port, host }, { cause: error });
};
