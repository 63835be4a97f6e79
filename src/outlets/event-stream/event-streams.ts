import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketServer } from "ws";
import type { WorldEvent } from "../../contract/events.ts";
import type { RealTime } from "../../kernel/clock/clock.ts";
import type { EventFeed } from "../../kernel/event-feed.ts";
import { EventStream, type StreamRules } from "./event-stream.ts";
import { eventStreamHeaders, serverSentEvents } from "./server-sent-events.ts";
import { webSocketEvents } from "./web-socket-events.ts";

/** How much news may wait for one reader, in bytes, when nobody says. */
const mostWaiting = 1024 * 1024;

/** The largest message that a reader may send, only for it to be ignored. */
const largestMessage = 64 * 1024;

/** All open streams of events, over HTTP and over WebSockets. A reader who does not keep up is dropped. */
export class EventStreams {
  readonly #rules: StreamRules;
  readonly #ends = new Set<() => void>();
  #webSocketServer: WebSocketServer | undefined;
  #closed = false;

  constructor(options: { readonly realTime: RealTime; readonly mostWaiting?: number | undefined }) {
    this.#rules = { realTime: options.realTime, mostWaiting: options.mostWaiting ?? mostWaiting };
  }

  /** Answers a request with server-sent events, until its sender goes or the events end. */
  serve(
    response: ServerResponse,
    feed: EventFeed<WorldEvent>,
    headers: Readonly<Record<string, string>>,
  ): void {
    if (this.#closed) return void response.destroy();
    response.sendDate = false;
    response.writeHead(200, { ...headers, ...eventStreamHeaders });
    if (response.req.method === "HEAD") return void response.end();
    response.flushHeaders();
    const stream = new EventStream(feed, serverSentEvents(response), this.#rules);
    const end = (): void => stream.end();
    this.#ends.add(end);
    response.on("drain", () => stream.drained());
    response.on("error", () => response.destroy());
    response.once("close", () => {
      this.#ends.delete(end);
      stream.stop();
    });
  }

  /** Makes a connection a WebSocket and sends it events, until its other end goes or the events end. */
  async upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    feed: EventFeed<WorldEvent>,
  ): Promise<void> {
    const server = await this.#loadServer();
    if (this.#closed) return void socket.destroy();
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = new EventStream(
        feed,
        webSocketEvents(webSocket, socket, this.#rules.realTime),
        this.#rules,
      );
      const end = (): void => {
        stream.end();
        // Whoever ends everything does not wait for a reader to say goodbye.
        setImmediate(() => webSocket.terminate());
      };
      this.#ends.add(end);
      socket.on("drain", () => stream.drained());
      webSocket.on("error", () => webSocket.terminate());
      webSocket.once("close", () => {
        this.#ends.delete(end);
        stream.stop();
      });
    });
  }

  /** Ends every stream, and every one that is still to come. */
  close(): void {
    this.#closed = true;
    for (const end of this.#ends) end();
  }

  async #loadServer(): Promise<WebSocketServer> {
    const { WebSocketServer } = await import("ws");
    this.#webSocketServer ??= new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: largestMessage,
    });
    return this.#webSocketServer;
  }
}
