import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { createRingback } from "../src/runtime/create-ringback.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** How many of these are still held by somebody, once what is free was collected. */
const countHeld = async (seen: readonly WeakRef<object>[]): Promise<number> => {
  const held = () => seen.filter((reference) => reference.deref() !== undefined).length;
  for (let round = 0; round < 5; round += 1) {
    // Whoever was looked at is kept until the turn is over; and what is freed lets go of more a turn later.
    await turn();
    collect();
  }
  return held();
};

it("lets go of the requests of MCP clients, also of those that it refused", async () => {
  const seen: WeakRef<object>[] = [];
  const see = (message: unknown) =>
    seen.push(new WeakRef((message as { readonly request: IncomingMessage }).request));
  await using ringback = await createRingback({ port: 0 });
  const call = async (name: string) => {
    const response = await fetch(`${ringback.url}/mcp/store`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${ringback.env["AGENT_STORE_AGENT_API_KEY"]}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: {} } }),
    });
    return response.text();
  };
  subscribe("http.server.request.start", see);
  for (let place = 0; place < 10; place += 1) {
    expect(await call("no_such_tool")).toContain("no_such_tool");
    expect(await call("catalog_search")).toContain("result");
  }
  unsubscribe("http.server.request.start", see);
  expect(seen).toHaveLength(20);
  // The connection knows its last request, and what answered that may know it as well.
  expect(await countHeld(seen)).toBeLessThan(3);
});
