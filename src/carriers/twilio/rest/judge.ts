import { conceal } from "./conceal.ts";
import type { Exchanged, Request } from "./exchange.ts";
import { TwilioRefused, TwilioSilent } from "./twilio-errors.ts";

/** What an exchange came to. */
export type Verdict<Answer> = { readonly answer: Answer } | Failure;

/** Why there is no answer. `again`: whether asking once more may help and does no harm. */
export interface Failure {
  readonly error: TwilioRefused | TwilioSilent;
  readonly again: "busy" | "silent" | "never";
  /** How long Twilio wants to be left alone, in its own words. */
  readonly retryAfter?: string | null;
}

/** An answer as it came. */
export interface Answered {
  readonly bytes: Uint8Array;
  readonly headers: Headers;
}

/** What is asked, in words that follow "to", as in `send a text`, and what no error may repeat. */
export interface Purpose {
  readonly what: string;
  readonly secrets: readonly string[];
}

/** Says whether an exchange succeeded, was refused, or left it open whether Twilio did what it was asked. */
export const judge = (
  exchanged: Exchanged,
  method: Request["method"],
  purpose: Purpose,
): Verdict<Answered> => {
  if (!("body" in exchanged)) {
    return exchanged.left ? silent(method, purpose, exchanged.why) : unreached(purpose, exchanged.why);
  }
  const { status, headers, body } = exchanged;
  if (status >= 200 && status < 300) {
    if ("bytes" in body) return { answer: { bytes: body.bytes, headers } };
    // Nothing is left open here: it is Twilio's answer that ringback does not want.
    if (body.tooLarge && method === "GET") return tooLarge(status, purpose, body.unread);
    return silent(method, purpose, body.unread);
  }
  const said = "bytes" in body ? refusalIn(body.bytes) : {};
  if (status === 429 || said.code === 20_429) {
    return { error: refused(status, said, purpose), again: "busy", retryAfter: headers.get("retry-after") };
  }
  // A proxy that gave up waiting says 408: by then the request may have got through.
  const isRefused = status >= 400 && status < 500 && status !== 408;
  if (isRefused) return { error: refused(status, said, purpose), again: "never" };
  return silent(method, purpose, `the answer was HTTP ${status}`);
};

/** What it comes to where an answer that came is not what it has to be. */
export const unreadable = (method: Request["method"], purpose: Purpose): Failure =>
  silent(method, purpose, "the answer could not be understood");

const unreached = ({ what }: Purpose, why: string): Failure => ({
  error: new TwilioRefused(
    `Twilio could not be reached to ${what}: ${why}. Nothing was done. Check this machine's network, then ask again.`,
    { status: 0, code: 0 },
  ),
  again: "never",
});

const tooLarge = (status: number, { what }: Purpose, why: string): Failure => ({
  error: new TwilioRefused(`Twilio was asked to ${what}, and ${why}. The rest was not read.`, {
    status,
    code: 0,
  }),
  again: "never",
});

const silent = (method: Request["method"], { what }: Purpose, why: string): Failure => ({
  error: new TwilioSilent(
    method === "GET"
      ? `Twilio was asked to ${what} and gave no answer that can be used: ${why}. Ask again later.`
      : `Twilio was asked to ${what}, and nobody knows whether it did: ${why}. Look there before asking again.`,
  ),
  again: method === "GET" ? "silent" : "never",
});

interface Refusal {
  readonly code?: number;
  readonly message?: string;
}

/** Twilio's own form `{code, message, status}`, or that of RFC 9457 with `title` and `detail`. */
const refusalIn = (bytes: Uint8Array): Refusal => {
  const body = jsonOf(bytes);
  if (typeof body !== "object" || body === null) return {};
  const { code, message, title, detail } = body as Readonly<Record<string, unknown>>;
  const sentences = [message ?? title, detail].filter(
    (part): part is string => typeof part === "string" && part !== "",
  );
  return {
    ...(Number.isSafeInteger(Number(code ?? Number.NaN)) ? { code: Number(code) } : {}),
    ...(sentences.length === 0 ? {} : { message: sentences.join(": ") }),
  };
};

/** Undefined where it is no JSON. */
export const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};

const refused = (
  status: number,
  { code = 0, message }: Refusal,
  { what, secrets }: Purpose,
): TwilioRefused => {
  const number = code === 0 ? "" : `, code ${code}`;
  const why = message === undefined ? "it gave no reason" : conceal(message, secrets).replace(/[.\s]+$/, "");
  const cure = cures[status] ?? (code === 0 ? "" : ` See https://www.twilio.com/docs/api/errors/${code}.`);
  return new TwilioRefused(`Twilio refused to ${what} (HTTP ${status}${number}): ${why}.${cure}`, {
    status,
    code,
  });
};

const cures: Readonly<Record<number, string>> = {
  401: " Check TWILIO_ACCOUNT_SID, and TWILIO_API_KEY with TWILIO_API_SECRET, or TWILIO_AUTH_TOKEN where there is no key: they have to be of one account, and live.",
  429: " It is asked too much at once; ask again later.",
};
