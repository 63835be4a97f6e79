import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import { urlToHttpOptions } from "node:url";
import { redirectUrl } from "./redirect-url.ts";

type Listener = (response: http.IncomingMessage) => void;
type Options = https.RequestOptions;
type Arguments = readonly [
  addressOrOptions: string | URL | Options,
  optionsOrListener?: Options | Listener,
  listener?: Listener,
];

/** Makes `http` and `https` requests go to ringback where they were meant for a vendor, however they are written. */
export const redirectRequests = (base: string): void => {
  redirect(http, "http:", base);
  redirect(https, "https:", base);
  // Those who import { request } by name see it too.
  syncBuiltinESMExports();
};

const plainRequest = http.request;

const redirect = (module: typeof http | typeof https, protocol: string, base: string): void => {
  const original = module.request as (...args: Arguments) => http.ClientRequest;
  const request = (...args: Arguments): http.ClientRequest => {
    const { options, listener } = readArguments(args);
    const target = redirectUrl(addressOf(options, protocol), base);
    if (target === undefined) return original(...args);
    return plainRequest(redirected(options, target), listener);
  };
  module.request = request;
  module.get = (...args: Arguments) => {
    const sent = request(...args);
    sent.end();
    return sent;
  };
};

const readArguments = ([first, second, third]: Arguments): {
  readonly options: Options;
  readonly listener: Listener | undefined;
} => {
  const isAddress = typeof first === "string" || first instanceof URL;
  const address = isAddress ? urlToHttpOptions(new URL(first)) : first;
  const further = typeof second === "function" ? undefined : second;
  return {
    options: { ...address, ...further },
    listener: typeof second === "function" ? second : third,
  };
};

const addressOf = ({ protocol, hostname, host, port, path }: Options, usual: string): URL => {
  const name = (hostname ?? host ?? "localhost").replace(/:\d+$/, "");
  const place = port === undefined || port === null || port === "" ? "" : `:${port}`;
  const address = `${protocol ?? usual}//${name.includes(":") ? `[${name}]` : name}${place}${path ?? "/"}`;
  return URL.canParse(address) ? new URL(address) : new URL("http://localhost/");
};

/** The same request to another address. Agents keep connections to the vendor's host, and its name may be a header. */
const redirected = (options: Options, target: URL): http.RequestOptions => {
  const { headers, agent: _agent, servername: _name, ...rest } = options;
  return {
    ...rest,
    ...urlToHttpOptions(target),
    host: target.hostname,
    agent: http.globalAgent,
    headers: withoutHost(headers),
  };
};

const withoutHost = (headers: Options["headers"]): http.OutgoingHttpHeaders =>
  Object.fromEntries(
    entriesOf(headers).filter(([name]) => name.toLowerCase() !== "host"),
  ) as http.OutgoingHttpHeaders;

/** Headers come as an object, or as a flat list of names and values. */
const entriesOf = (headers: Options["headers"] = {}): (readonly [name: string, value: unknown])[] => {
  if (!isList(headers)) return Object.entries(headers);
  return headers.flatMap((name, place) => (place % 2 === 0 ? [[name, headers[place + 1]] as const] : []));
};

const isList = (headers: NonNullable<Options["headers"]>): headers is readonly string[] =>
  Array.isArray(headers);
