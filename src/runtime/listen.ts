import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { IncomingMessage } from "node:http";
import { hostTime } from "../kernel/clock/host-time.ts";
import { RingbackError } from "../kernel/errors.ts";

/** What answers on the sockets that are opened. */
export interface Listeners {
  readonly onRequest: RequestListener;
  /** Asked for WebSockets only. Offers of other protocols are declined, and the request answered as it is. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Told of what is no request at all, with the connection to answer it on. */
  readonly onUnreadable: (socket: Duplex, error: Error) => void;
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
  const doors = [first];
  const { port: bound } = first.server.address() as AddressInfo;
  if (host === undefined) {
    const second = await open(listeners, bound, "::1").catch(() => undefined);
    if (second !== undefined) doors.push(second);
  }
  return {
    port: bound,
    close: async () => {
      await Promise.all(doors.map(end));
    },
  };
};

/** A server that listens, and the connections to it. */
interface Door {
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
}

const open = ({ onRequest, onUpgrade, onUnreadable }: Listeners, port: number, host: string): Promise<Door> =>
  new Promise((resolve, reject) => {
    // What Node would refuse by itself, it would refuse without a word and with the machine's date.
    const server = createServer({ keepAliveTimeout: 60_000, requireHostHeader: false }, onRequest);
    server.on("checkExpectation", onRequest);
    server.on("clientError", (error, socket) => onUnreadable(socket, error));
    server.on("upgrade", (request, socket, head) => {
      if (request.headers.upgrade?.toLowerCase() === "websocket") onUpgrade(request, socket, head);
      else readAgain(server, request, socket, head);
    });
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    const sockets = new Set<Socket>();
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    server.listen(port, host, () => resolve({ server, sockets }));
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

/** In milliseconds: how long answers under way may take to leave, a connection to say something, and one look for the next. */
const farewell = 2_000;
const silence = 100;
const sweepEvery = 10;

const end = ({ server, sockets }: Door): Promise<void> =>
  new Promise((resolve) => {
    const stops: (() => void)[] = [];
    server.close(() => {
      for (const stop of stops) stop();
      resolve();
    });
    const sweep = (): void => {
      server.closeIdleConnections();
      stops[0] = hostTime.after(sweepEvery, sweep);
    };
    sweep();
    // Browsers open some connections in advance and say nothing on them; Node does not call those idle.
    const dropSilent = (): void => {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    };
    stops.push(hostTime.after(silence, dropSilent));
    stops.push(hostTime.after(farewell, () => server.closeAllConnections()));
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
