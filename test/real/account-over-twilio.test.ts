import { expect, it } from "vitest";
import { anna, bella, line, openRealAgent } from "../support/real-agent.ts";
import { openRealStage, type RealStage } from "../support/real-stage.ts";
import { agentOf, Client, controlOf, quoteRequest, walletOf } from "../support/store-client.ts";

/** Signs somebody up by the code in their mailbox. */
const signUp = async ({ ringback }: RealStage) => {
  const newcomer = new Client(ringback.url);
  const wish = { human_email: "nina@example.com", agent_name: "Nina's helper" };
  const { body } = await newcomer.post("/v0/agent/sign-up", wish);
  const { verification_id } = body as { verification_id: string };
  const mailbox = await controlOf(ringback).get("/mailbox?to=nina%40example.com");
  const [letter] = (mailbox.body as { emails: { code: string }[] }).emails;
  return newcomer.post("/v0/agent/verify", { verification_id, otp_code: letter?.code });
};

it("signs somebody up on this machine, with a number that was given, and buys none", async () => {
  await using stage = await openRealStage({ owned: [line], allowBuying: false });
  expect(await signUp(stage)).toMatchObject({ status: 200, body: { phone_number: line } });
  expect(stage.fake.account.numbers).toHaveLength(1);
  expect(stage.fake.messages).toEqual([]);
});

it("signs nobody up where there is no number left and none may be bought", async () => {
  await using stage = await openRealStage({ allowBuying: false });
  const answer = await signUp(stage);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("x-ringback-why")).toMatch(/RINGBACK_REAL_ALLOW_BUY/);
  expect((await controlOf(stage.ringback).get("/accounts")).body).toMatchObject({
    accounts: [{ account: "acct_001" }],
  });
  expect(stage.fake.requests.filter(({ method }) => method === "POST")).toEqual([]);
});

it("tells a text between two of its own lines to the one that gets it, once, and charges both", async () => {
  const second = "+14155550111";
  await using ada = await openRealAgent({ owned: [line, second] });
  const { body } = await ada.phone.post("/v1/numbers", { agentId: ada.agentId });
  expect(body).toMatchObject({ phoneNumber: second });
  await ada.phone.post("/v1/messages", { from_number: line, to_number: second, body: "To myself." });
  await ada.event("message.delivered", { from: line });
  await ada.event("message.received", { to: second });
  await ada.event("webhook.delivered");
  await ada.fake.settled();
  expect(ada.told()).toMatchObject([{ data: { from: line, to: second, message: "To myself." } }]);
  expect(await ada.events("message.received")).toHaveLength(1);
});

it.each<readonly [string, string, string, object]>([
  ["a tapback", "POST", "/v1/messages/msg_001/reactions", { reaction: "love" }],
  ["a browser's call", "POST", "/v1/calls/web", { agentId: "agt_001" }],
  ["what a number is", "GET", "/v1/numbers/lookup?phoneNumbers=%2B14155550123", {}],
  ["a code by text", "POST", "/v1/verify/send", { phone_number: anna }],
])("does not make up %s, and says so", async (_what, method, path, body) => {
  await using ada = await openRealAgent();
  await ada.phone.post("/v1/messages", { from_number: line, to_number: anna, body: "Hello." });
  const answer = await ada.phone.send(method, path, method === "GET" ? undefined : body);
  expect([answer.status, answer.text]).toEqual([501, expect.stringMatching(/real carrier/)]);
});

it("answers what is harmless as it does without a real carrier", async () => {
  await using ada = await openRealAgent();
  const sent = await ada.phone.post("/v1/messages", { from_number: line, to_number: anna, body: "Hello." });
  const { conversation_id } = sent.body as { conversation_id: string };
  const before = ada.fake.requests.length;
  const typing = await ada.phone.post(`/v1/conversations/${conversation_id}/typing`);
  expect(typing.status).toBeLessThan(500);
  expect((await ada.phone.get("/v1/usage")).status).toBe(200);
  expect((await ada.phone.get("/v1/agents")).status).toBe(200);
  await ada.fake.settled();
  expect(ada.fake.requests.slice(before).filter(({ method }) => method === "POST")).toEqual([]);
});

it("stops at the day's money, with the code of it, and tells how to change that", async () => {
  // Less than a text costs.
  await using ada = await openRealAgent({ limits: { spendPerDay: 1 } });
  const text = await ada.phone.post("/v1/messages", { from_number: line, to_number: anna, body: "Hello." });
  expect([text.status, text.text]).toEqual([402, expect.stringContaining("RINGBACK_REAL_SPEND_CAP_USD")]);
  const call = await ada.phone.post("/v1/calls", { agentId: ada.agentId, toNumber: anna });
  expect(call.status).toBe(402);
  // A call that is taken costs, too.
  const inbound = ada.fake.calls.call(anna, line);
  await ada.event("call.missed", { from: anna });
  await inbound.over;
  expect(inbound.performed.map(({ verb }) => verb)).toEqual(["Reject"]);
  expect(ada.fake.requests.filter(({ method, path }) => method === "POST" && !/Incoming/.test(path))).toEqual(
    [],
  );
});

it("stops at so many texts and calls an hour, and lets one person be for a while", async () => {
  await using ada = await openRealAgent({
    limits: { textsPerHour: 2, callsPerHour: 1, recipientGapMs: 60_000 },
  });
  const text = (to_number: string) =>
    ada.phone.post("/v1/messages", { from_number: line, to_number, body: "Hello." });
  expect((await text(anna)).status).toBe(200);
  expect((await text(anna)).status).toBe(429);
  expect((await text(bella)).status).toBe(200);
  expect((await text("+14155550177")).status).toBe(429);
  ada.fake.calls.callee("+14155550166", { do: "busy" });
  await ada.call("+14155550166");
  const call = await ada.phone.post("/v1/calls", { agentId: ada.agentId, toNumber: "+14155550155" });
  expect([call.status, call.text]).toEqual([429, expect.stringMatching(/RINGBACK_REAL/)]);
});

it.each(["911", "+1911", "+112", "+19005550123"])("never reaches %s, whoever is allowed", async (to) => {
  await using ada = await openRealAgent();
  const text = await ada.phone.post("/v1/messages", { from_number: line, to_number: to, body: "Hello." });
  const call = await ada.phone.post("/v1/calls", { agentId: ada.agentId, toNumber: to });
  expect(text.status).toBeGreaterThanOrEqual(400);
  expect(call.status).toBeGreaterThanOrEqual(400);
  expect(ada.fake.requests.filter(({ method, path }) => method === "POST" && !/Incoming/.test(path))).toEqual(
    [],
  );
});

it("refuses a number whose country wants papers before anybody pays, and says where to name them", async () => {
  await using stage = await openRealStage();
  const control = controlOf(stage.ringback);
  const before = await walletOf(control);
  const mobile = { countryCode: "GB", numberType: "mobile", capabilities: ["sms", "voice"] };
  const london = quoteRequest({ ...mobile, initialBalanceUsd: 10 });
  const answer = await agentOf(stage.ringback).post("/purchases", { ...london, idempotencyKey: "gb" });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).toMatch(/RINGBACK_REAL_REGISTRATIONS|address|bundle/i);
  expect(await walletOf(control)).toBe(before);
  expect(stage.fake.account.numbers).toEqual([]);
});
