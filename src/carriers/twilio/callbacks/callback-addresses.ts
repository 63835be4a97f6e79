import type { RealSettings } from "../settings/real-settings.ts";
import { callbackPath, callbackRouteOf } from "./callback-route.ts";
import type { CallbackKind } from "./callbacks.ts";
import type { PublicAddress } from "./public-address.ts";

/** Twilio's options in a URL, which it keeps to itself: three more tries where nobody answered or something broke. */
const tries = "#rc=3&rp=ct,rt,5xx";

/** Receipts are taken at once or not at all; what a call or a text waits for may take as long as Twilio does. */
const optionsOf = (kind: CallbackKind): string =>
  kind === "text-status" || kind === "call-status" ? `${tries}&rt=4000` : tries;

/** Where the listener is found, by the world and on this machine. */
export class CallbackAddresses {
  readonly #settings: RealSettings;
  readonly #public: PublicAddress | undefined;

  constructor(settings: RealSettings, address: PublicAddress | undefined) {
    this.#settings = settings;
    this.#public = address;
  }

  callback(kind: CallbackKind, id?: string): string | undefined {
    const url = this.#called?.of(callbackPath(kind, id));
    return url === undefined ? undefined : `${url}${optionsOf(kind)}`;
  }

  relay(id: string): string | undefined {
    return this.#called?.socketOf(callbackPath("relay", id));
  }

  /** `port` is known once somebody listens. */
  localMedia(token: string, port: number): string {
    return `${this.#local(port)}${callbackPath("media", token)}`;
  }

  /** The token in such an address; undefined in any other. */
  tokenOf(url: string, port: number): string | undefined {
    const local = this.#local(port);
    const route = url.startsWith(local) ? callbackRouteOf(url.slice(local.length)) : undefined;
    return route?.room === "media" ? route.id : undefined;
  }

  publicMedia(token: string): string | undefined {
    return this.#public?.of(callbackPath("media", token));
  }

  /** Twilio is told of no address where polling hears for it. */
  get #called(): PublicAddress | undefined {
    return this.#settings.hearing === "webhook" ? this.#public : undefined;
  }

  #local(port: number): string {
    const { callbackHost } = this.#settings;
    const host = callbackHost === "0.0.0.0" || callbackHost === "::" ? "127.0.0.1" : callbackHost;
    return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  }
}
