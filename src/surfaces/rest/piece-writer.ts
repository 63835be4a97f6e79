import type { IncomingMessage, ServerResponse } from "node:http";
import type { PieceSource, PieceTaker } from "../../api/piece-taker.ts";
import { headersOf, whyHeader, writeHead } from "./answer-writer.ts";
import type { Route } from "./router.ts";

/** How many bytes may wait for whoever asked, before they are taken for somebody who does not read. */
const mostWaiting = 1024 * 1024;

/** Writes an answer piece by piece, as it comes. Nothing waits for a reader: one who does not keep up is dropped. */
export class PieceWriter implements PieceTaker {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #route: Route;
  #hasBegun = false;

  constructor(request: IncomingMessage, response: ServerResponse, route: Route) {
    this.#request = request;
    this.#response = response;
    this.#route = route;
  }

  /** Whether the status and the headers have been written: nothing else can be answered then. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  take(piece: string, source: PieceSource): void {
    if (!this.#hasBegun) this.#begin(source);
    const response = this.#response;
    if (response.destroyed || response.writableEnded) return;
    // Looked at before the piece is added: what is replayed at first may be long.
    if (response.writableLength > mostWaiting) response.destroy();
    else response.write(piece);
  }

  /** The answer is whole, or broken where it came to nothing after it had begun. */
  end(isWhole: boolean): void {
    if (isWhole) this.#response.end();
    else this.#response.destroy();
  }

  #begin({ running, strike }: PieceSource): void {
    this.#hasBegun = true;
    const response = this.#response;
    response.on("error", () => response.destroy());
    if (response.destroyed) return;
    const { face, parameters } = this.#route;
    writeHead(response, {
      status: face.success,
      body: undefined,
      headers: {
        ...(strike !== undefined && { "x-ringback-why": whyHeader(undefined, strike) }),
        ...headersOf(face, parameters),
      },
      now: running.world.clock.now(),
    });
    // There is no end to wait for: headers are all that was asked for.
    if (this.#request.method === "HEAD") response.end();
  }
}
