import { RingbackError } from "../../../kernel/errors.ts";
import { TwilioRefused } from "./twilio-errors.ts";

/** Where Twilio's API is, and which addresses belong to it. */
export interface ApiAddress {
  /** The address of something of the account, such as `["Calls", sid]`. */
  of(path: readonly string[], query?: object): string;
  /** An address that Twilio named, relative to the API or whole. Refuses whatever is not the API's own. */
  own(named: string): string;
  /** Where the API may send readers of a file: its own hosts, and on this machine other ports of it. */
  isFollowUp(url: URL): boolean;
}

const version = "/2010-04-01";

export const createApiAddress = (apiUrl: string, accountSid: string): ApiAddress => {
  const { origin, pathname } = requireApiUrl(apiUrl);
  const prefix = pathname === "/" ? "" : pathname.replace(/\/+$/, "");
  const base = `${origin}${prefix}`;
  const account = `${base}${version}/Accounts/${segment(accountSid)}`;
  return {
    of: (path, query = {}) => {
      const pairs = formOf(query);
      const place = [account, ...path.map(segment)].join("/");
      return `${place}.json${pairs === "" ? "" : `?${pairs}`}`;
    },
    own: (named) => {
      // Twilio's relative addresses begin with the version, also where a prefix leads to the API.
      const whole = named.startsWith("/")
        ? `${named.startsWith(`${prefix}/`) ? origin : base}${named}`
        : named;
      const url = urlOf(whole);
      if (url?.origin !== origin || url.username !== "" || !url.pathname.startsWith(`${prefix}/`)) {
        throw new TwilioRefused(
          `An address that is not at ${origin} was to be asked with the account's credentials. It was not asked.`,
          { status: 0, code: 0 },
        );
      }
      return url.href;
    },
    isFollowUp: (url) => {
      if (url.username !== "" || url.password !== "") return false;
      if (isLoopback(new URL(origin).hostname)) return isLoopback(url.hostname);
      return (
        url.protocol === "https:" && url.port === "" && /\.(?:twilio|twiliocdn)\.com$/.test(url.hostname)
      );
    },
  };
};

/** Fields as a query or the body of a form: what is undefined is left out, a list repeats its key. */
export const formOf = (fields: object): string => {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(fields) as [string, FieldValue | undefined][]) {
    if (value === undefined) continue;
    for (const one of typeof value === "object" ? value : [value]) pairs.append(name, String(one));
  }
  return pairs.toString();
};

type FieldValue = string | number | boolean | readonly string[];

// A dot segment or a slash would lead to something else than was meant.
const segment = (text: string): string => {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(text)) return text;
  throw new TwilioRefused(
    "What was to be asked of Twilio is named by something that is no id of Twilio's. Nothing was asked.",
    { status: 0, code: 0 },
  );
};

const requireApiUrl = (apiUrl: string): URL => {
  const url = urlOf(apiUrl);
  const isTwilio = url?.protocol === "https:" && url.host === "api.twilio.com";
  const isHere = url !== undefined && /^https?:$/.test(url.protocol) && isLoopback(url.hostname);
  if (url === undefined || !(isTwilio || isHere) || /[?#@]/.test(apiUrl)) {
    throw new RingbackError(
      "unsupported_configuration",
      "The address of Twilio's API is neither https://api.twilio.com nor one of this machine, such as " +
        "http://127.0.0.1:4010. Set it to one of these: the account's credentials go nowhere else.",
    );
  }
  return url;
};

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
