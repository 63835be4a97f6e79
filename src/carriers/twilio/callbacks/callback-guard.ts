import type { IncomingMessage } from "node:http";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import { isSigned } from "../signature/is-signed.ts";
import type { Tell } from "../tell.ts";
import { asSocket, type PublicAddress } from "./public-address.ts";
import type { FormFields } from "./read-form.ts";
import { Seldom } from "./seldom.ts";

const unsigned =
  "A request to the callback listener was refused: it was not signed with this account's auth token for the public URL. " +
  "If Twilio sent it, then the auth token is not the account's present one, or the public URL is not to the letter " +
  "the one that Twilio calls: scheme, host, port and path. `ringback doctor` tries both.";

const foreign =
  "A callback was refused: it is signed with this account's auth token but names another account. " +
  "Give the numbers of that account URLs of their own.";

/** Lets nobody in but Twilio, on behalf of this account. Tells the terminal of those it refuses, and them nothing. */
export class CallbackGuard {
  readonly #settings: RealSettings;
  readonly #address: PublicAddress;
  readonly #unsigned: Seldom;
  readonly #foreign: Seldom;

  constructor(settings: RealSettings, address: PublicAddress, realTime: RealTime, tell: Tell) {
    this.#settings = settings;
    this.#address = address;
    this.#unsigned = new Seldom(realTime, (sentence) => tell.warn(sentence));
    this.#foreign = new Seldom(realTime, (sentence) => tell.warn(sentence));
  }

  /** Whether the body of a request is worth reading at all. */
  hasSignature(request: IncomingMessage): boolean {
    if (signatureOn(request) !== undefined) return true;
    this.#unsigned.say(unsigned);
    return false;
  }

  /** `form` is what the body brought, if it has one: the query is part of the URL. */
  letsIn(request: IncomingMessage, form: FormFields | undefined): boolean {
    return this.#isSigned(request, this.#address.askedFor(request.url ?? ""), form);
  }

  /** The handshake of a WebSocket is signed over its own URL. */
  letsInSocket(request: IncomingMessage): boolean {
    return this.#isSigned(request, asSocket(this.#address.askedFor(request.url ?? "")), undefined);
  }

  /** Whether what is told is told of this account. */
  isOurs(fields: FormFields): boolean {
    const { sid } = this.#settings.account;
    if ((fields.get("AccountSid") ?? []).every((named) => named === sid)) return true;
    this.#foreign.say(foreign);
    return false;
  }

  #isSigned(request: IncomingMessage, url: string, form: FormFields | undefined): boolean {
    const { authToken } = this.#settings.account;
    if (isSigned({ authToken, url, fields: form ?? [], signature: signatureOn(request) })) return true;
    this.#unsigned.say(unsigned);
    return false;
  }
}

const signatureOn = (request: IncomingMessage): string | undefined => {
  const header = request.headers["x-twilio-signature"];
  return typeof header === "string" ? header : undefined;
};
