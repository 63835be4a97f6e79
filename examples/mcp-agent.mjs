// The same small agent over MCP, with the official client: rent a number, wait for a code, look who called.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const { AGENT_STORE_MCP_URL: url, AGENT_STORE_AGENT_API_KEY: key } = process.env;

const client = new Client({ name: "mcp-agent", version: "1.0.0" });
const headers = { authorization: `Bearer ${key}` };
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));

const call = async (name, input = {}) => {
  const result = await client.callTool({ name, arguments: input });
  if (result.isError) throw new Error(`${name}: ${result.content[0].text}`);
  return result.structuredContent;
};

// Asks again until there is something, as agents do.
const waitFor = async (name, input, found) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = found(await call(name, input))[0];
    if (first) return first;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing came of ${name}.`);
};

const { items } = await call("catalog_search", { category: "telephony", q: "phone number", limit: 1 });
const configuration = {
  countryCode: "US",
  numberType: "local",
  capabilities: ["sms", "voice"],
  locality: "new-york",
  initialBalanceUsd: 10,
};
const { quote } = await call("quote_create", { catalogItemId: items[0].id, quantity: 1, configuration });
const { service } = await call("purchase_create", { quoteId: quote.id, idempotencyKey: "my-first-number" });
console.log(`rented ${service.displayName}`);

const serviceId = service.id;
const unread = await waitFor(
  "phone_message_list",
  { serviceId, unreadOnly: true },
  ({ messages }) => messages,
);
const { message } = await call("phone_message_get", { serviceId, messageId: unread.id });
console.log(`code ${/\d{4,8}/.exec(message.body)[0]} from ${message.from}`);

const missed = await waitFor("phone_missed_call_list", { serviceId, limit: 1 }, ({ calls }) => calls);
console.log(`missed a call from ${missed.from} at ${missed.startedAt}`);
await client.close();
