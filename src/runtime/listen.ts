import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { IncomingMessage } from "node:http";
import { hostTime } from "../kernel/clock/host-time.ts";
import { RingbackError } from "../kernel/errors.ts";

/** What answers on the sockets that are opened. */
export interface Listeners {
  readonly onRequest: RequestListener;
  /** Asked for WebSockets only. Offers of other protocols are declined, and the request answered as it is. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Open sockets: the port they share, and how to close them. */
export interface Listening {
  readonly port: number;
  /** Refuses new connections, lets answers under way leave, two seconds at most, then ends every connection. */
  close(): Promise<void>;
}

/** Listens on one address, or without one on this machine's own, IPv4 and where there is one IPv6. */
export const listen = async (listeners: Listeners, port: number, host?: string): Promise<Listening> => {
  const first = await open(listeners, port, host ?? "127.0.0.1");
  const servers = [first];
  const { port: bound } = first.address() as AddressInfo;
  if (host === undefined) {
    const second = await open(listeners, bound, "::1").catch(() => undefined);
    if (second !== undefined) servers.push(second);
  }
  return {
    port: bound,
    close: async () => {
      await Promise.all(servers.map(end));
    },
  };
};

const open = ({ onRequest, onUpgrade }: Listeners, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 60_000 }, onRequest);
    server.on("upgrade", (request, socket, head) => {
      if (request.headers.upgrade?.toLowerCase() === "websocket") onUpgrade(request, socket, head);
      else readAgain(server, request, socket, head);
    });
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    server.listen(port, host, () => resolve(server));
  });

// Node takes every offer to change the protocol (Java's client offers HTTP/2 with each request) for an upgrade, and
// gives the connection away. Without the offer the same bytes are an ordinary request.
const readAgain = (server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void => {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const [name = "", value = ""] = rawHeaders.slice(place, place + 2);
    if (/^(?:upgrade|http2-settings)$/i.test(name)) continue;
    const kept = /^connection$/i.test(name)
      ? value.replace(/\b(?:upgrade|http2-settings)\b[ ,]*/gi, "")
      : value;
    lines.push(`${name}: ${kept}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", socket);
};

/** How long answers under way may take to leave, and how often those that have left are looked for, in milliseconds. */
const farewell = 2_000;
const sweepEvery = 10;

const end = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    let cancelSweep = (): void => {};
    const sweep = (): void => {
      server.closeIdleConnections();
      cancelSweep = hostTime.after(sweepEvery, sweep);
    };
    const cancelFarewell = hostTime.after(farewell, () => server.closeAllConnections());
    server.close(() => {
      cancelSweep();
      cancelFarewell();
      resolve();
    });
    // What is answered within this turn need not wait for the first look.
    setImmediate(sweep);
  });

const explain = (error: NodeJS.ErrnoException, port: number, host: string): Error => {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use. Choose another with --port, or --port 0 for any that is free.`,
    EACCES: `This user may not listen on port ${port}. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Leave --host out to listen on this machine only.`,
    ENOTFOUND: `The host ${host} has no address. Give --host an address of this machine.`,
  };
  const sentence =
    sentences[error.code ?? ""] ?? `ringback cannot listen on ${host}:${port}: ${error.message}`;
  return new RingbackError("validation_error", sentence, { port, host }, { cause: error });
};
