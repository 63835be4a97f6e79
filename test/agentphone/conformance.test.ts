import { expect, it } from "vitest";
import { checkAnswer, type Exchange, isPhonePath } from "../support/conformance/check-answer.ts";
import { checkReceived, checkWebhook } from "../support/conformance/check-webhook.ts";
import { nina, openImessageThread } from "../support/imessage-thread.ts";
import { sdkOf } from "../support/phone-client.ts";
import { advance, controlOf, startRingback } from "../support/store-client.ts";
import { openReceiver } from "../support/webhook-receiver.ts";

const json = new Headers({ "content-type": "application/json; charset=utf-8" });

const exchange = (change: Partial<Exchange>): Exchange => ({
  method: "GET",
  path: "/v1/sub-accounts",
  status: 200,
  headers: json,
  text: '{"data":[]}',
  ...change,
});

it("knows AgentPhone's paths from the store's and ringback's own", () => {
  for (const path of ["/v0/agent/sign-up", "/v1/agents", "/w/other/v1/calls", "/credits/x", "/auth/me"])
    expect([path, isPhonePath(path)]).toEqual([path, true]);
  for (const path of ["/", "/v1/agent/quotes", "/v1/agent", "/w/other/v1/agent/x", "/_ringback/v1", "/hook"])
    expect([path, isPhonePath(path)]).toEqual([path, false]);
});

it("finds nothing wrong with what is documented", () => {
  const sound: readonly Partial<Exchange>[] = [
    {},
    { path: "/w/other/v1/sub-accounts" },
    { status: 401, text: '{"detail":"Not authenticated"}' },
    { status: 422, text: '{"detail":[{"loc":["query","limit"],"msg":"no","type":"value_error"}]}' },
    { status: 422, text: '{"error":{"message":"no","code":"VALIDATION_ERROR","type":"validation_error"}}' },
    { path: "/v1/webhooks", text: "null" },
    { path: "/v1/contacts/ct_1", method: "DELETE", status: 204, headers: new Headers(), text: "" },
    { path: "/v1/nothing", status: 404, text: '{"detail":"Not Found"}' },
    { path: "/v1/agents", forSubAccount: true, status: 404, text: '{"detail":"no"}' },
    {
      path: "/v1/agents",
      method: "DELETE",
      status: 405,
      headers: new Headers({ "content-type": "application/json", allow: "GET, POST" }),
      text: '{"detail":"Method Not Allowed"}',
    },
  ];
  for (const change of sound) expect([change, checkAnswer(exchange(change))]).toEqual([change, []]);
});

const wrong: readonly (readonly [what: string, change: Partial<Exchange>])[] = [
  ["a field that is missing", { text: "{}" }],
  ["a field of another kind", { text: '{"data":[{"id":1,"name":"x"}]}' }],
  ["a status that is not documented", { status: 409, text: '{"detail":"no"}' }],
  ["a bug of ours", { status: 500, text: '{"detail":"Internal Server Error"}' }],
  ["an error of no known form", { status: 401, text: '{"message":"no"}' }],
  ["a refusal of a list in a place where none is", { status: 401, text: '{"detail":[]}' }],
  ["no JSON", { text: "<html>" }],
  ["another content type", { headers: new Headers({ "content-type": "text/html" }) }],
  ["a body with 204", { path: "/v1/contacts/ct_1", method: "DELETE", status: 204, text: "{}" }],
  ["an answer at no path", { path: "/v1/nothing" }],
  ["an answer to no method", { method: "PUT" }],
  ["405 without allow", { method: "PUT", status: 405, text: '{"detail":"no"}' }],
  ["an instant that is none", { path: "/v1/webhooks", text: '{"createdAt":"yesterday"}' }],
];

it.each(wrong)("complains of %s", (_what, change) => {
  expect(checkAnswer(exchange(change))).not.toEqual([]);
});

const webhook = {
  event: "agent.message",
  channel: "sms",
  timestamp: "2026-04-01T10:22:00.000Z",
  agentId: "agt_001",
  data: {
    conversationId: "conv_001",
    numberId: "num_001",
    from: "+14155550123",
    to: "+12125550186",
    message: "hello",
    mediaUrl: null,
    direction: "inbound",
    receivedAt: "2026-04-01T10:22:00.000Z",
  },
};

const headers = new Headers({
  "x-webhook-signature": `sha256=${"0".repeat(64)}`,
  "x-webhook-timestamp": "1800000000",
  "x-webhook-id": "del_1",
  "x-webhook-event": "agent.message",
  "content-type": "application/json",
});

it("reads webhooks by their event and channel", () => {
  expect(checkWebhook(JSON.stringify(webhook), headers)).toEqual([]);
  const { data } = webhook;
  const spoilt: readonly object[] = [
    { ...webhook, event: "message.received" },
    { ...webhook, channel: "voice" },
    { ...webhook, agentId: 7 },
    { ...webhook, data: { ...data, message: undefined, body: "hello" } },
    { ...webhook, data: { ...data, contact: { id: "ct_001" } } },
  ];
  for (const body of spoilt) expect(checkWebhook(JSON.stringify(body), headers)).not.toEqual([]);
});

it("asks for all headers of a webhook", () => {
  for (const name of headers.keys()) {
    const fewer = new Headers(headers);
    fewer.delete(name);
    expect([name, checkWebhook(JSON.stringify(webhook), fewer)]).not.toEqual([name, []]);
  }
});

it("sends a text, a tapback and the end of a call as the contract has them", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, calls, contacts, webhooks } = sdkOf(ringback);
  await webhooks.createOrUpdateWebhook({ body: { url: receiver.url } });
  await contacts.createContact({ phoneNumber: nina, name: "Nina" });
  const { id: agentId } = await agents.createAgent({
    name: "Desk",
    voiceMode: "hosted",
    systemPrompt: "Be kind.",
  });
  const { messageId } = await openImessageThread(ringback, agentId);
  await controlOf(ringback).post("/people/react", { from: nina, messageId, reaction: "love" });
  await calls.createOutboundCall({ agentId, toNumber: nina });
  await advance(controlOf(ringback), "10m");
  const received = await receiver.arrived(3);
  expect(
    received
      .map(({ headers: told }) => String(told["x-webhook-event"]))
      .toSorted((one, other) => one.localeCompare(other)),
  ).toEqual(["agent.call_ended", "agent.message", "agent.reaction"]);
  for (const { raw, headers: told } of received) expect(checkReceived(raw, told)).toEqual([]);
  const contact = expect.objectContaining({ name: "Nina", phoneNumber: nina }) as unknown;
  const bodies = received.map(({ raw }) => JSON.parse(raw.toString()) as { event: string });
  expect(bodies.find(({ event }) => event === "agent.message")).toMatchObject({ data: { contact } });
});
