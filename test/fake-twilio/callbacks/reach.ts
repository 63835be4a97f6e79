/** The URL as it is asked for and signed: without the fragment, which holds how Twilio is to try. */
export const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? "";

/**
 * Where a public URL leads on this machine; undefined where it leads nowhere, as a loopback address does from Twilio.
 * Hosts are origins, perhaps with a path, of `https:` (which means `wss:` too). The longest that fits counts.
 */
export const reach = (publicHosts: ReadonlyMap<string, string>, url: string): string | undefined => {
  const plain = withoutFragment(url).replace(/^ws(s?):/, "http$1:");
  const host = [...publicHosts.keys()]
    .filter((one) => plain === one || ["/", "?"].some((next) => plain.startsWith(one + next)))
    .sort((one, other) => other.length - one.length)[0];
  return host === undefined ? undefined : `${publicHosts.get(host)}${plain.slice(host.length)}`;
};

/** How Twilio is to try, out of the URL's fragment: `#ct=2000&rt=15000&tt=15000&rc=3&rp=ct,rt,5xx`. */
export interface Trying {
  readonly retries: number;
  /** `ct`: no connection; `rt`: no answer in time; `4xx`, `5xx`; `all`. */
  readonly when: readonly string[];
  readonly readMs: number;
  readonly totalMs: number;
}

export const tryingOf = (url: string): Trying => {
  const wishes = new URLSearchParams(url.split("#")[1] ?? "");
  const number = (name: string, otherwise: number, most: number): number =>
    Math.min(Number(wishes.get(name) ?? otherwise), most);
  return {
    retries: number("rc", 1, 5),
    when: (wishes.get("rp") ?? "ct").split(","),
    readMs: number("rt", 15_000, 15_000),
    totalMs: number("tt", 15_000, 15_000),
  };
};
