import { BlockList, isIP } from "node:net";
import type { SwitchReader } from "./switch-reader.ts";

/** Addresses that nobody outside this machine or its network reaches. */
const unreachable = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  unreachable.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  unreachable.addSubnet(network, prefix, "ipv6");
}

/** Whether an address reaches no further than this machine or its network. */
export const isPrivateAddress = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && unreachable.check(address, family === 6 ? "ipv6" : "ipv4");
};

/** The address under which the world reaches the callback listener, without a slash at the end. Undefined: none, or a wrong one. */
export const readPublicUrl = (reader: SwitchReader, said: string | undefined): string | undefined => {
  const text = said ?? reader.text("RINGBACK_PUBLIC_URL");
  if (text === undefined) return undefined;
  const name = said === undefined ? "RINGBACK_PUBLIC_URL" : "--public-url";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = url === undefined ? "is no URL" : problemOf(url, text);
  if (problem !== undefined) {
    reader.wrong(
      `${name} ${problem}. Write it like https://phone.example.com, as a tunnel or your host has it.`,
    );
    return undefined;
  }
  return text.replace(/\/+$/, "");
};

const problemOf = (url: URL, text: string): string | undefined => {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:")
    return "does not begin with https://, and Twilio's callbacks hold what people say";
  if (url.username !== "" || url.password !== "") return "has a user or a password in it";
  if (/[?#]/.test(text)) return "has a query or a fragment in it";
  if (host.includes("_")) return "has a _ in its host, which Twilio refuses";
  if (isPrivateAddress(host) || /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/.test(host))
    return "names this machine or its network, which Twilio cannot reach";
  if (isIP(host) === 0 && !host.includes(".")) return "has a host that only this network knows";
  return undefined;
};
