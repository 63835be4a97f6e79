/** The vendors' hosts, and what stands before their paths at ringback. */
const hosts: ReadonlyMap<string, string> = new Map([
  ["ag3n7.store", ""],
  ["www.ag3n7.store", ""],
  ["api.agentphone.ai", ""],
  ["api.agentphone.to", ""],
  ["mcp.agentphone.ai", ""],
]);

/** Paths that are called otherwise at ringback, where both vendors share one host. */
const paths: ReadonlyMap<string, string> = new Map([
  ["ag3n7.store/mcp", "/mcp/store"],
  ["www.ag3n7.store/mcp", "/mcp/store"],
  ["mcp.agentphone.ai/mcp", "/mcp/agentphone"],
]);

/** Where a request that was meant for a vendor goes instead; undefined for any other address. */
export const redirectUrl = (address: URL, base: string): URL | undefined => {
  const prefix = hosts.get(address.hostname);
  if (prefix === undefined || !/^https?:$/.test(address.protocol)) return undefined;
  const path = paths.get(address.hostname + address.pathname) ?? prefix + address.pathname;
  return new URL(base.replace(/\/+$/, "") + path + address.search);
};
