// An agent that lives behind a webhook: it answers whoever texts or calls its number, and remembers what each of them
// said. It trusts nothing that is not signed with its secret, and does nothing twice. Needs `npm install express`.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";

const {
  AGENTPHONE_BASE_URL: base = "https://api.agentphone.ai",
  AGENTPHONE_API_KEY: key,
  PORT = "8080",
} = process.env;
const ownUrl = process.env.AGENT_URL ?? `http://127.0.0.1:${PORT}`;
let secret = "";

/** Tells AgentPhone to do something. */
const tell = async (method, path, body) => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const request = { method, headers, body: JSON.stringify(body) };
  const response = await fetch(base + path, request);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

/** Whether a delivery comes from whoever shares our secret, and is at most five minutes old. */
const isGenuine = (headers, raw) => {
  const sent = String(headers["x-webhook-timestamp"]);
  if (Math.abs(Date.now() / 1000 - Number(sent)) > 300) return false;
  const wanted = `sha256=${createHmac("sha256", secret).update(`${sent}.`).update(raw).digest("hex")}`;
  const found = String(headers["x-webhook-signature"]);
  return found.length === wanted.length && timingSafeEqual(Buffer.from(found), Buffer.from(wanted));
};

/** What to say to a text; `before` is what the conversation knows already. */
const replyTo = (text, before) => {
  const name = /(?:i am|my name is) (\w+)/i.exec(text)?.[1] ?? before.name;
  const isOrder = /order/i.test(text);
  const order = /#?(\d{4,})/.exec(text)?.[1];
  const greeting = name === undefined ? "Hello" : `Hello ${name}`;
  if (order !== undefined)
    return { state: { name, order }, body: `${greeting}, order ${order} is on its way.` };
  if (isOrder) return { state: { name }, body: `${greeting}, what is the number of your order?` };
  return { state: { name }, body: `${greeting}, how can I help?` };
};

/** What to say to somebody on the telephone: the lines of an answer, of which all but the last leave the turn open. */
const answerTo = (said, known) => {
  const { name, order } = replyTo(said, known).state;
  Object.assign(known, { name, order: order ?? known.order });
  if (/human|person|somebody/i.test(said))
    return [{ text: "One moment, I put you through.", action: "transfer" }];
  if (/\b(bye|no thanks|that is all)\b/i.test(said))
    return [{ text: "Thank you for calling. Goodbye!", hangup: true }];
  if (order === undefined) return [{ text: replyTo(said, known).body }];
  return [
    { text: "Let me look that up.", interim: true },
    { text: `Order ${order} is on its way. Can I do anything else?` },
  ];
};

const seen = new Set();
/** What is known of each caller, until the call is over. */
const calls = new Map();
const app = express();
app.get("/health", (_request, response) => response.sendStatus(secret === "" ? 503 : 200));
app.post("/webhook", express.raw({ type: "application/json" }), async (request, response) => {
  if (!isGenuine(request.headers, request.body)) return response.sendStatus(401);
  const id = request.headers["x-webhook-id"];
  const { event, channel, agentId, data, conversationState } = JSON.parse(request.body);
  if (seen.has(id) || conversationState?.testMode) return response.sendStatus(200);
  seen.add(id);
  if (event === "agent.call_ended") calls.delete(data.callId);
  if (event !== "agent.message") return response.sendStatus(200);
  if (channel === "voice") {
    const known = calls.get(data.callId) ?? {};
    calls.set(data.callId, known);
    response.type("application/x-ndjson");
    for (const line of answerTo(data.transcript, known)) response.write(`${JSON.stringify(line)}\n`);
    return response.end();
  }
  const { state, body } = replyTo(data.message, conversationState ?? {});
  await tell("PATCH", `/v1/conversations/${data.conversationId}`, { metadata: state });
  await tell("POST", "/v1/messages", { agent_id: agentId, to_number: data.from, body });
  response.sendStatus(200);
});
app.listen(Number(PORT), "127.0.0.1", async () => {
  ({ secret } = await tell("POST", "/v1/webhooks", { url: `${ownUrl}/webhook` }));
  console.log(`listening on ${ownUrl}`);
});
