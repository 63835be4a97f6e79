import type { RealTime } from "../../../kernel/clock/clock.ts";
import { version } from "../../../kernel/version.ts";

/** One request over HTTP. */
export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly accept: string;
  /** Left out where the address is not the API's. */
  readonly authorization?: string | undefined;
  /** The body of a form. */
  readonly form?: string | undefined;
  /** How much of an answer is read, in bytes. */
  readonly mostBytes: number;
}

/** What came of it. */
export type Exchanged =
  | {
      readonly status: number;
      readonly headers: Headers;
      /** What stood in the way of reading the body to its end. */
      readonly body: { readonly bytes: Uint8Array } | { readonly unread: string; readonly tooLarge: boolean };
    }
  /** No answer. `left`: the request may have got to Twilio. */
  | { readonly status: 0; readonly left: boolean; readonly why: string };

/**
 * How long an answer may take, in milliseconds, with its body. Longer than the eleven seconds after which Node gives up
 * connecting: whoever is offline learns for certain that nothing was sent.
 */
export const answerLimit = 15_000;

/** Makes one request, once. Never throws: what goes wrong is an outcome. Redirects are not followed. */
export const exchange = async (request: Request, realTime: RealTime): Promise<Exchanged> => {
  const control = new AbortController();
  const stopWatch = realTime.after(answerLimit, () => control.abort());
  const late = `no answer within ${answerLimit / 1000} seconds`;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: headersOf(request),
      body: request.form ?? null,
      redirect: "manual",
      signal: control.signal,
    });
    const body = await readBody(response, request.mostBytes);
    if ("tooLarge" in body) control.abort();
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    if (control.signal.aborted) return { status: 0, left: true, why: late };
    return { status: 0, ...reachOf(error) };
  } finally {
    stopWatch();
  }
};

const headersOf = ({ accept, authorization, form }: Request): Record<string, string> => ({
  accept,
  "user-agent": `ringback/${version}`,
  // A connection kept from an earlier request may be closed at the moment of the next: then nobody knows what became of it.
  connection: "close",
  ...(authorization === undefined ? {} : { authorization }),
  ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
});

type Body = Extract<Exchanged, { readonly body: unknown }>["body"];

const readBody = async (response: Response, mostBytes: number): Promise<Body> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes)
        return { unread: `the answer is larger than ${mostBytes} bytes`, tooLarge: true };
    }
  } catch {
    return { unread: "the answer broke off", tooLarge: false };
  }
  return { bytes: Buffer.concat(chunks) };
};

/** Whether the request can have left, by what the network said. In doubt it has. */
const reachOf = (error: unknown): { readonly left: boolean; readonly why: string } => {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = codeOf(cause);
  return neverStood(cause)
    ? { left: false, why: `there was no connection${code}` }
    : { left: true, why: `the connection broke${code}` };
};

const codeOf = (cause: unknown): string => {
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  return typeof code === "string" ? ` (${code})` : "";
};

const neverStood = (cause: unknown): boolean => {
  // A host with several addresses: an error for each that was tried.
  if (cause instanceof AggregateError) return cause.errors.every(neverStood);
  if (!(cause instanceof Error)) return false;
  const { code = "", syscall } = cause as NodeJS.ErrnoException;
  return (
    syscall === "connect" ||
    syscall === "getaddrinfo" ||
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    isHandshake(code)
  );
};

// Certificates are checked, and versions agreed on, before anything is sent.
const isHandshake = (code: string): boolean =>
  /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/.test(code) ||
  /^ERR_SSL_(?:WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|(?:SSLV3|TLSV1)_ALERT_(?:HANDSHAKE_FAILURE|PROTOCOL_VERSION))$/.test(
    code,
  );
