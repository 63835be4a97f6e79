import { BlockList, isIP } from "node:net";
import { RingbackError } from "../../../kernel/errors.ts";
import { fitsGlob } from "../../../kernel/fits-glob.ts";
import { once } from "../../../kernel/once.ts";

const loopback = once(() => {
  const list = new BlockList();
  list.addSubnet("127.0.0.0", 8, "ipv4");
  list.addAddress("::1", "ipv6");
  return list;
});

const inside = once(() => {
  const list = new BlockList();
  for (const [net, bits] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
  ] as const)
    list.addSubnet(net, bits, "ipv4");
  list.addAddress("::", "ipv6");
  list.addSubnet("fc00::", 7, "ipv6");
  list.addSubnet("fe80::", 10, "ipv6");
  return list;
});

/** Whether a webhook may be sent there at all: to this machine, or to a host that was allowed. */
export const isWithinReach = (url: string, allowed: readonly string[]): boolean => {
  const host = hostOf(new URL(url));
  return isThisMachine(host) || allowed.some((glob) => fitsGlob(glob.toLowerCase(), host));
};

/** Says why nothing is sent to an address, and what lets it. */
export const explainUnreachable = (url: string): string => {
  const { hostname } = new URL(url);
  return `ringback sends nothing to ${hostname}; \`--allow-webhook ${hostname}\` lets it`;
};

/** The host that a URL names, as it is to be allowed. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

/**
 * Refuses an address that the vendor would not take, but takes this machine's: https only, and no private address.
 * Throws `validation_error` for what is no address of the web, else `not_possible`.
 */
export const requireWebhookUrl = (text: string, allowed: readonly string[]): void => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === "") {
    const message = "must be a web address such as https://example.com/webhook";
    throw new RingbackError("validation_error", `url ${message}`, { issues: [{ path: "url", message }] });
  }
  if (isWithinReach(text, allowed)) return;
  const host = hostOf(url);
  const cure = `Use this machine (such as http://localhost:8080/webhook), or start ringback with --allow-webhook ${host}.`;
  if (isPrivate(host)) {
    throw new RingbackError("not_possible", `The webhook's host ${host} is a private address. ${cure}`, {
      says: "Webhook URL must not point to a private address.",
    });
  }
  if (url.protocol === "https:") return;
  throw new RingbackError("not_possible", `The webhook at ${host} does not use https. ${cure}`, {
    says: "Webhook URL must use https.",
  });
};

/** Where nearly every webhook goes. A block list is slow to ask, and each delivery is looked at. */
const usualHosts = ["localhost", "127.0.0.1", "::1"];

const isThisMachine = (host: string): boolean =>
  usualHosts.includes(host) || host.endsWith(".localhost") || isIn(loopback(), host);

// A name without a dot, or of a local zone, can only mean a machine nearby.
const isPrivate = (host: string): boolean =>
  isIP(host) === 0
    ? !host.includes(".") || /\.(?:local|internal|lan|home\.arpa)$/.test(host)
    : isIn(inside(), host);

const isIn = (list: BlockList, host: string): boolean => {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 4 ? "ipv4" : "ipv6");
};
