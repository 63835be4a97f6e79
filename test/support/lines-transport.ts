import type { Readable, Writable } from "node:stream";
import { ReadBuffer, serializeMessage } from "@modelcontextprotocol/sdk/shared/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";

type Message = Parameters<Transport["send"]>[0];

/** The client's end of MCP over stdio, where the streams are in this process. */
export class LinesTransport implements Transport {
  declare onclose?: Transport["onclose"];
  declare onmessage?: Transport["onmessage"];
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #buffer = new ReadBuffer();

  /** Reads messages from one stream and writes them to the other. */
  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  start(): Promise<void> {
    this.#input.on("data", (piece: Buffer) => {
      this.#buffer.append(piece);
      for (let message = this.#buffer.readMessage(); message !== null; message = this.#buffer.readMessage())
        this.onmessage?.(message);
    });
    return Promise.resolve();
  }

  send(message: Message): Promise<void> {
    this.#output.write(serializeMessage(message));
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#output.end();
    this.onclose?.();
    return Promise.resolve();
  }
}
