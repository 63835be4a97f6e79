import type { JSONRPCMessage, RequestId, Transport } from "@modelcontextprotocol/server";

/** A transport that knows whether all that was asked over it has been answered. */
export class PatientTransport implements Transport {
  declare onclose?: Transport["onclose"];
  declare onerror?: Transport["onerror"];
  declare onmessage?: Transport["onmessage"];
  /** Resolves when the transport is closed, whoever closes it. */
  readonly closed: Promise<void>;
  readonly #inner: Transport;
  readonly #asked = new Set<RequestId>();
  #tellAnswered: (() => void) | undefined;

  constructor(inner: Transport) {
    this.#inner = inner;
    this.closed = new Promise((resolve) => {
      Object.assign(inner, this.#listeners(resolve));
    });
  }

  start(): Promise<void> {
    return this.#inner.start();
  }

  async send(...[message, options]: Parameters<Transport["send"]>): Promise<void> {
    await this.#inner.send(message, options);
    if ("id" in message && !("method" in message) && message.id !== undefined) this.#noteSettled(message.id);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /** Resolves once every request that came so far has been answered or withdrawn. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#asked.size === 0) return resolve();
      this.#tellAnswered = resolve;
    });
  }

  #listeners(tellClosed: () => void): Required<Pick<Transport, "onmessage" | "onerror" | "onclose">> {
    return {
      onmessage: (message, extra) => {
        this.#noteAsked(message);
        this.onmessage?.(message, extra);
      },
      onerror: (error) => this.onerror?.(error),
      onclose: () => {
        tellClosed();
        this.onclose?.();
      },
    };
  }

  #noteAsked(message: JSONRPCMessage): void {
    if (!("method" in message)) return;
    // A subscription is answered when the connection ends, not before.
    if ("id" in message && message.method !== "subscriptions/listen") this.#asked.add(message.id);
    if (message.method === "notifications/cancelled") {
      const { requestId } = (message.params ?? {}) as { requestId?: RequestId };
      if (requestId !== undefined) this.#noteSettled(requestId);
    }
  }

  #noteSettled(id: RequestId): void {
    this.#asked.delete(id);
    if (this.#asked.size === 0) this.#tellAnswered?.();
  }
}
