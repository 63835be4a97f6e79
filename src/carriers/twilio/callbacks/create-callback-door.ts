import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import type { Tell } from "../tell.ts";
import { AnsweredOnce, namesOf } from "./answered-once.ts";
import { answerInTime } from "./answer-in-time.ts";
import { CallbackAddresses } from "./callback-addresses.ts";
import { CallbackGuard } from "./callback-guard.ts";
import { callbackRouteOf, type CallbackRoute } from "./callback-route.ts";
import type { Callback, CallbackAnswer, CallbackKind, Callbacks } from "./callbacks.ts";
import { createHttpListener, endListening, finish, listenOn, refuseUpgrade } from "./http-listener.ts";
import { mediaHeaders, MediaStore } from "./media-store.ts";
import { PublicAddress } from "./public-address.ts";
import { type FormFields, readBody, readForm, readQuery } from "./read-form.ts";
import { RelaySockets } from "./relay-sockets.ts";

interface DoorParts {
  readonly settings: RealSettings;
  readonly realTime: RealTime;
  readonly tell: Tell;
}

/** The second listener, which the world may reach: `/tw/*` and nothing else. */
export interface CallbackDoor extends Callbacks {
  /** Throws a sentence where the port is taken. Where polling hears for it, it listens all the same: for media. */
  listen(): Promise<void>;
  /** Where it listens on this machine, once it does. */
  readonly port: number;
  /**
   * Answers signed requests to `/tw/doctor/<nonce>` with 200 and the nonce; takes a signed WebSocket there and closes it
   * with 1000. With any other nonce that is 404, and 1008. Unsigned ones get 403.
   */
  expect(nonce: string): void;
  close(): Promise<void>;
}

export const createCallbackDoor = (parts: DoorParts): CallbackDoor => new Door(parts);

type Handle = (callback: Callback) => CallbackAnswer | Promise<CallbackAnswer>;
type Take = (id: string, socket: WebSocket) => boolean;

/** How many visits of the doctor are expected at once. */
const mostNonces = 100;

class Door implements CallbackDoor {
  readonly #parts: DoorParts;
  readonly #public: PublicAddress | undefined;
  readonly #addresses: CallbackAddresses;
  /** Without a public URL nothing can be signed for it, so nobody is let in. */
  readonly #guard: CallbackGuard | undefined;
  readonly #server: Server;
  readonly #relays: RelaySockets;
  readonly #media = new MediaStore();
  readonly #answered = new AnsweredOnce();
  readonly #handlers = new Map<CallbackKind, Handle>();
  readonly #nonces = new Set<string>();
  #take: Take | undefined;
  #port: number;

  constructor(parts: DoorParts) {
    const { settings, realTime, tell } = parts;
    const address = settings.publicUrl === undefined ? undefined : new PublicAddress(settings.publicUrl);
    this.#parts = parts;
    this.#public = address;
    this.#addresses = new CallbackAddresses(settings, address);
    this.#guard = address === undefined ? undefined : new CallbackGuard(settings, address, realTime, tell);
    this.#relays = new RelaySockets(realTime, tell);
    this.#port = settings.callbackPort;
    this.#server = createHttpListener({
      onRequest: (request, response) => void this.#receive(request, response),
      onUpgrade: (request, socket, head) => this.#upgrade(request, socket, head),
    });
  }

  get port(): number {
    return this.#port;
  }

  async listen(): Promise<void> {
    const { callbackPort, callbackHost } = this.#parts.settings;
    this.#port = await listenOn(this.#server, callbackPort, callbackHost);
  }

  async close(): Promise<void> {
    this.#relays.close();
    if (this.#server.listening) await endListening(this.#server);
  }

  on(kind: CallbackKind, handle: Handle): void {
    this.#handlers.set(kind, handle);
  }

  onRelay(take: Take): void {
    this.#take = take;
  }

  expect(nonce: string): void {
    const [oldest] = this.#nonces;
    if (this.#nonces.size === mostNonces && oldest !== undefined) this.#nonces.delete(oldest);
    this.#nonces.add(nonce);
  }

  urlOf(kind: CallbackKind, id?: string): string | undefined {
    return this.#addresses.callback(kind, id);
  }

  relayUrlOf(id: string): string | undefined {
    return this.#addresses.relay(id);
  }

  keepMedia(bytes: Uint8Array, contentType: string): string {
    return this.#addresses.localMedia(this.#media.keep(bytes, contentType), this.#port);
  }

  publicMediaUrlOf(url: string): string | undefined {
    const token = this.#addresses.tokenOf(url, this.#port);
    if (token === undefined || this.#media.get(token) === undefined) return undefined;
    return this.#addresses.publicMedia(token);
  }

  #routeOf({ url = "" }: IncomingMessage): CallbackRoute | undefined {
    return callbackRouteOf(this.#public?.ownTarget(url) ?? url);
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "" } = request;
    const route = this.#routeOf(request);
    if (route?.room === "media") return this.#serveMedia(method, route.id, response);
    if (this.#guard === undefined || route === undefined || route.room === "relay")
      return finish(response, 404);
    if (method !== "GET" && method !== "POST") return finish(response, 404);
    if (!this.#guard.hasSignature(request)) return finish(response, 403);
    const body = await readBody(request);
    if (body === "gone") return void response.destroy();
    if (body === "too long") return finish(response, 413);
    const form = method === "POST" ? readForm(body.toString("utf8")) : undefined;
    const fields = form ?? readQuery(request.url ?? "");
    if (!this.#guard.letsIn(request, form) || !this.#guard.isOurs(fields)) return finish(response, 403);
    if (route.room !== "callback") return this.#greet(route.id, response);
    await this.#answer(route.kind, callbackOf(route.id, fields), request, response);
  }

  async #answer(
    kind: CallbackKind,
    callback: Callback,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const handle = this.#handlers.get(kind);
    if (handle === undefined) return finish(response, 404);
    const token = request.headers["i-twilio-idempotency-token"];
    const names = namesOf(kind, callback, typeof token === "string" ? token : undefined);
    const { status, body } = await this.#answered.give(names, () =>
      answerInTime(kind, () => handle(callback), this.#parts),
    );
    if (status === 200) finish(response, 200, { "content-type": "text/xml; charset=utf-8" }, body);
    else finish(response, status);
  }

  /** The doctor learns that it is really this listener which answers, and nobody on the way. */
  #greet(nonce: string, response: ServerResponse): void {
    if (!this.#nonces.has(nonce)) return finish(response, 404);
    finish(response, 200, { "content-type": "text/plain" }, nonce);
  }

  #serveMedia(method: string, token: string, response: ServerResponse): void {
    const media = this.#media.get(token);
    if (media === undefined || (method !== "GET" && method !== "HEAD")) return finish(response, 404);
    finish(response, 200, mediaHeaders(media), media.bytes);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const route = this.#routeOf(request);
    if (this.#guard === undefined || (route?.room !== "relay" && route?.room !== "doctor")) {
      return refuseUpgrade(socket, 404);
    }
    if (!this.#guard.letsInSocket(request)) return refuseUpgrade(socket, 403);
    const take = route.room === "relay" ? this.#take : this.#greetSocket;
    if (take === undefined) return refuseUpgrade(socket, 404);
    this.#relays.accept(request, socket, head, (webSocket) => take(route.id, webSocket));
  }

  readonly #greetSocket: Take = (nonce, webSocket) => {
    if (!this.#nonces.has(nonce)) return false;
    webSocket.close(1000);
    return true;
  };
}

const callbackOf = (id: string, fields: FormFields): Callback => ({
  id,
  fields,
  field: (name) => fields.get(name)?.[0],
});
