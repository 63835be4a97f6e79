import { createHash, timingSafeEqual } from "node:crypto";
import { signatureOf, type SignedFields } from "./sign.ts";

/** A request that says it comes from Twilio: the form that it brought, or, where that was none, the bytes of its body. */
export type SignedRequest = {
  readonly authToken: string;
  /** The public URL as Twilio was told it, path and query as they were received. Never built from a `Host` header. */
  readonly url: string;
  /** The header `X-Twilio-Signature`. */
  readonly signature: string | undefined;
} & (
  | { readonly fields: SignedFields; readonly rawBody?: undefined }
  | { readonly fields?: undefined; readonly rawBody: string | Uint8Array }
);

/**
 * Whether Twilio signed this request. It is not always known whether Twilio counts the port as part of the URL, so both
 * forms count; a WebSocket is signed as `wss:`, or by some as `https:`. Takes equally long for every wrong signature.
 */
export const isSigned = (request: SignedRequest): boolean => {
  const { authToken, url, signature } = request;
  // Everybody can sign with an empty token.
  if (authToken === "" || signature === undefined || signature === "") return false;
  const fields = [...(request.fields ?? [])];
  let signed = false;
  for (const form of formsOf(url)) {
    const matches = areSame(signature, signatureOf(authToken, form, fields));
    signed ||= matches;
  }
  return request.rawBody === undefined ? signed : isBodyOf(url, request.rawBody) && signed;
};

/** The URL carries the hash of a body that is no form; the signature is over the URL alone. */
const isBodyOf = (url: string, rawBody: string | Uint8Array): boolean => {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? "";
  const said = new URLSearchParams(query).get("bodySHA256") ?? "";
  return areSame(said, createHash("sha256").update(rawBody).digest("hex"));
};

const areSame = (given: string, right: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const standardPorts: Readonly<Record<string, string>> = { http: "80", https: "443", ws: "80", wss: "443" };

/** Taken apart by hand: `new URL` would write some characters of path and query otherwise than Twilio signed them. */
const parts = /^([a-z]+):\/\/((?:[^/?#@]*@)?(?:\[[^\]/?#]*\]|[^:/?#]*))(?::(\d*))?([/?#].*)?$/is;

const formsOf = (url: string): readonly string[] => {
  const [, givenScheme = "", host = "", port, rest = ""] = parts.exec(url) ?? [];
  const scheme = givenScheme.toLowerCase();
  const standardPort = standardPorts[scheme];
  if (standardPort === undefined) return [];
  const schemes = scheme === "wss" ? ["wss", "https"] : [givenScheme];
  return schemes.flatMap((one) => [
    `${one}://${host}${rest}`,
    `${one}://${host}:${port ?? standardPort}${rest}`,
  ]);
};
