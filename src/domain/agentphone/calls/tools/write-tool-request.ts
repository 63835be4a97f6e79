import { version } from "../../../../kernel/version.ts";
import type { Json, JsonObject } from "../../../../kernel/json.ts";
import type { Call } from "../../../../world/call-entities.ts";
import type { ToolRun } from "../../../../world/tool-entities.ts";
import type { Tool } from "./tool.ts";

/** What belongs to the connection, which nobody may set for it. */
const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Writes out what a tool is sent: with GET what it is called with goes into the query, with POST into a JSON body. */
export const writeToolRequest = (
  { name, url, method = "POST", headers }: Tool,
  given: JsonObject,
  call: Call,
): Pick<ToolRun, "url" | "method" | "headers" | "body"> => {
  const own = Object.entries(headers ?? {}).flatMap(([key, value]) =>
    value === null || connectionHeaders.has(key.toLowerCase()) ? [] : [[key, value] as const],
  );
  const type = method === "POST" && { "Content-Type": "application/json" };
  const all = { "User-Agent": `ringback/${version}`, ...type, ...Object.fromEntries(own) };
  if (method === "GET") return { url: withQuery(url, given), method, headers: all, body: "" };
  return {
    url,
    method,
    headers: all,
    body: JSON.stringify({ name, args: given, call: describe(call) }),
  };
};

const withQuery = (address: string, given: JsonObject): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(given)) url.searchParams.append(name, textOf(value));
  return url.href;
};

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A browser's call has no numbers. */
const describe = ({ id, agentId = null, from, to, direction }: Call): JsonObject => ({
  call_id: id,
  agent_id: agentId,
  ...(from !== "" && { from_number: from }),
  ...(to !== "" && { to_number: to }),
  direction,
});
