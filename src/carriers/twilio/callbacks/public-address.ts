/**
 * The public address of the listener, `https://calls.example` or `https://example.com/phones`. A tunnel may take the path
 * away before it hands a request on, or leave it there: both are understood.
 */
export class PublicAddress {
  readonly #url: string;
  readonly #origin: string;
  readonly #path: string;

  /** Without a slash at the end. */
  constructor(url: string) {
    const [, origin = url, path = ""] = /^([a-z]+:\/\/[^/]*)(\/.*)?$/i.exec(url) ?? [];
    this.#url = url;
    this.#origin = origin;
    this.#path = path;
  }

  /** Where the world finds one of our paths. */
  of(path: string): string {
    return `${this.#url}${path}`;
  }

  /** The same for a WebSocket. */
  socketOf(path: string): string {
    return asSocket(this.of(path));
  }

  /** What a request asked for, as one of our paths. */
  ownTarget(target: string): string {
    return this.#isKept(target) ? target.slice(this.#path.length) : target;
  }

  /**
   * The URL that was asked for, to the letter: by it Twilio signs. `Host` and `X-Forwarded-*` have no say in it, since
   * whoever sends a request writes them.
   */
  askedFor(target: string): string {
    return this.#isKept(target) ? `${this.#origin}${target}` : this.of(target);
  }

  #isKept(target: string): boolean {
    return this.#path !== "" && target.startsWith(`${this.#path}/tw/`);
  }
}

/** `wss:` for `https:`. */
export const asSocket = (url: string): string => url.replace(/^http/i, "ws");
