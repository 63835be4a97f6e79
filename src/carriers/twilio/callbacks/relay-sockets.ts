import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { Tell } from "../tell.ts";

/** The largest frame that is read, in bytes: a caller's sentence is a few hundred. */
const largestFrame = 64 * 1024;

/** How much may wait to be sent to a call, in bytes, before it counts as lost. */
const mostWaiting = 1024 * 1024;

/** After so many milliseconds a socket is asked for a sign of life; one that gave none since the last time is dead. */
const beatEvery = 20_000;

/** The open WebSockets of calls. Who may open one is somebody else's to say. */
export class RelaySockets {
  readonly #realTime: RealTime;
  readonly #tell: Tell;
  readonly #open = new Set<WebSocket>();
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: largestFrame,
  });

  constructor(realTime: RealTime, tell: Tell) {
    this.#realTime = realTime;
    this.#tell = tell;
  }

  /** Answers the handshake and hands the socket on; false says that nobody knows the call. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, take: (socket: WebSocket) => boolean): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#watch(webSocket);
      if (!take(webSocket)) webSocket.close(1008);
    });
  }

  close(): void {
    for (const webSocket of this.#open) {
      webSocket.close(1001);
      // Whoever ends everything does not wait for the other side to say goodbye.
      setImmediate(() => webSocket.terminate());
    }
  }

  #watch(webSocket: WebSocket): void {
    let isAlive = true;
    let cancelBeat = (): void => {};
    const beat = (): void => {
      if (!isAlive) {
        this.#tell.warn(
          "The WebSocket of a call gave no sign of life for 20 seconds, so the call counts as lost.",
        );
        webSocket.terminate();
        return;
      }
      isAlive = false;
      this.#limit(webSocket);
      webSocket.ping();
      cancelBeat = this.#realTime.after(beatEvery, beat);
    };
    cancelBeat = this.#realTime.after(beatEvery, beat);
    this.#open.add(webSocket);
    webSocket.on("pong", () => (isAlive = true));
    webSocket.on("message", () => {
      isAlive = true;
      this.#limit(webSocket);
    });
    // What is wrong with a frame `ws` says to the other side itself, and closes.
    webSocket.on("error", () => {});
    webSocket.once("close", () => {
      cancelBeat();
      this.#open.delete(webSocket);
    });
  }

  #limit(webSocket: WebSocket): void {
    if (webSocket.bufferedAmount <= mostWaiting) return;
    this.#tell.warn(
      "Twilio does not take what is said in a call as fast as it is said, so the call counts as lost.",
    );
    webSocket.terminate();
  }
}
