import type { WebSocket } from "ws";

/** One request that Twilio made: what the path names after its kind, and its fields, as they came. */
export interface Callback {
  /** Names the text, call or errand; empty for the URLs of numbers. */
  readonly id: string;
  /** The first value of a field; undefined where it was not sent. */
  readonly field: (name: string) => string | undefined;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** TwiML, or nothing at all. */
export type CallbackAnswer = { readonly twiml: string } | { readonly empty: true };

export type CallbackKind =
  "sms" | "text-status" | "voice" | "call-status" | "relay-end" | "machine" | "recording";

/** The kinds of callbacks, each a path `/tw/<kind>` or `/tw/<kind>/<id>` of the second listener. */
export interface Callbacks {
  /** Handles a kind. A callback is handled once: what is repeated is given the first answer. Unsigned ones never get here. */
  on(kind: CallbackKind, handle: (callback: Callback) => CallbackAnswer | Promise<CallbackAnswer>): void;
  /** Takes the WebSockets of `/tw/relay/<id>`; false closes it. Signature already checked. */
  onRelay(take: (id: string, socket: WebSocket) => boolean): void;
  /** A public address of one, with what keeps Twilio trying. Undefined where there is no public URL. */
  urlOf(kind: CallbackKind, id?: string): string | undefined;
  /** `wss:` address of a relay. */
  relayUrlOf(id: string): string | undefined;
  /** Keeps a file that came with a text, and answers an address on this machine that nobody can guess. */
  keepMedia(bytes: Uint8Array, contentType: string): string;
  /** The address at which Twilio can fetch what `keepMedia` keeps; undefined for any other, or without a public URL. */
  publicMediaUrlOf(url: string): string | undefined;
}
