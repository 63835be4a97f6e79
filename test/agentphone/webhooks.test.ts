import { expect } from "vitest";
import { version } from "../../src/kernel/version.ts";
import { phoneOf } from "../support/phone-client.ts";
import { advance, controlOf, defaultAccount as account, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { isGenuine, jsonOf, openReceiver } from "../support/webhook-receiver.ts";
import { makeAgent, setWebhook, tell } from "../support/webhook-news.ts";

verifies(["phone.webhooks.set", "phone.webhooks.sameId"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  expect((await phone.get("/v1/webhooks")).text).toBe("null");
  const url = "http://localhost:9/webhook";
  const first = await setWebhook(phone, url, { whatever: 1 });
  expect(first).toEqual({
    id: "wh_001",
    url,
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9]{32}$/) as string,
    status: "active",
    contextLimit: 10,
    timeout: 30,
    createdAt: "2026-04-01T10:22:00.000Z",
  });
  const second = await setWebhook(phone, url, { contextLimit: 0, timeout: 120 });
  expect(second).toMatchObject({ id: "wh_001", contextLimit: 0, timeout: 120 });
  expect(second.secret).not.toBe(first.secret);
  expect((await phone.get("/v1/webhooks")).body).toEqual(second);
  expect((await phone.delete("/v1/webhooks")).body).toEqual({ success: true });
  expect((await phone.get("/v1/webhooks")).text).toBe("null");
});

verifies("phone.webhooks.ranges", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const url = "http://localhost:9/webhook";
  const wrong = [
    { contextLimit: 51 },
    { contextLimit: -1 },
    { timeout: 4 },
    { timeout: 121 },
    { url: "nonsense" },
  ];
  for (const spoilt of [...wrong, { url: "ftp://localhost/" }, { url: "" }]) {
    expect((await phone.post("/v1/webhooks", { url, ...spoilt })).status).toBe(422);
  }
  for (const edge of [{ contextLimit: 50 }, { timeout: 5 }, { contextLimit: null, timeout: null }]) {
    expect((await phone.post("/v1/webhooks", { url, ...edge })).status).toBe(200);
  }
});

verifies(["phone.webhooks.addresses", "phone.webhooks.loopback"], async () => {
  await using ringback = await startRingback({
    clock: "manual",
    allowWebhooks: ["box.lan", "*.test.example"],
  });
  const phone = phoneOf(ringback);
  const refused = [
    "http://10.1.2.3/",
    "https://192.168.0.7/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://0x0a000001/",
    "https://intranet/",
    "https://nas.local/",
    "http://example.com/",
  ];
  for (const url of refused) {
    const { status, body } = await phone.post("/v1/webhooks", { url });
    expect([url, status, body]).toEqual([
      url,
      400,
      { detail: expect.stringContaining("Webhook URL must") as string },
    ]);
  }
  const taken = ["https://example.com/", "http://localhost:1/", "http://127.9.9.9/", "http://[::1]:1/"];
  for (const url of [...taken, "http://box.lan:3000/", "http://a.test.example/"]) {
    expect((await phone.post("/v1/webhooks", { url })).status).toBe(200);
  }
});

verifies("phone.webhooks.deleteNone", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const agent = await makeAgent(phone);
  for (const path of ["/v1/webhooks", `/v1/agents/${agent}/webhook`]) {
    const { status, body } = await phone.delete(path);
    expect([status, body]).toEqual([404, { detail: "Webhook not found." }]);
  }
  expect((await phone.get("/v1/agents/agt_999/webhook")).status).toBe(404);
});

verifies("phone.webhooks.oneEndpoint", async () => {
  await using ofAccount = await openReceiver();
  await using ofAgent = await openReceiver();
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const agentId = await makeAgent(phone);
  await setWebhook(phone, ofAccount.url);
  const set = await phone.post(`/v1/agents/${agentId}/webhook`, { url: ofAgent.url, contextLimit: 3 });
  expect((await phone.get(`/v1/agents/${agentId}/webhook`)).body).toEqual(set.body);
  tell(ringback, "agent's", { agentId });
  tell(ringback, "account's");
  expect((await ofAgent.arrived(1)).map(jsonOf)).toEqual([{ text: "agent's", contextLimit: 3 }]);
  expect((await ofAccount.arrived(1)).map(jsonOf)).toEqual([{ text: "account's", contextLimit: 10 }]);
  await phone.delete(`/v1/agents/${agentId}/webhook`);
  tell(ringback, "fallen back", { agentId });
  expect(jsonOf((await ofAccount.arrived(2))[1] as never)).toMatchObject({ text: "fallen back" });
  expect(ofAgent.received).toHaveLength(1);
});

verifies(["phone.webhooks.headers", "phone.webhooks.contentType", "phone.webhooks.userAgent"], async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback();
  const { secret } = await setWebhook(phoneOf(ringback), receiver.url);
  const row = tell(ringback, "héllo 🔥");
  const [received] = await receiver.arrived(1);
  if (received === undefined || row === undefined) throw new Error("Nothing came.");
  expect(received).toMatchObject({ method: "POST", path: "/webhook" });
  expect(received.raw.toString("utf8")).toBe(row.body);
  expect(received.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": `ringback/${version}`,
    "x-webhook-id": row.id,
    "x-webhook-event": "agent.message",
    "x-webhook-timestamp": expect.stringMatching(/^\d{10}$/) as string,
    "x-webhook-signature": expect.stringMatching(/^sha256=[0-9a-f]{64}$/) as string,
  });
  expect(received.headers).not.toHaveProperty("x-ringback-world");
  expect(isGenuine(received, secret, Date.now())).toBe(true);
  expect(isGenuine(received, `${secret}x`, Date.now())).toBe(false);
  expect(isGenuine({ ...received, raw: Buffer.from("{}") }, secret, Date.now())).toBe(false);
});

verifies("phone.webhooks.signatureClock", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback();
  const { secret } = await setWebhook(phoneOf(ringback), receiver.url);
  ringback.worlds.main.domain.agentphone.profiles.change(account, { signatureClock: "virtual" });
  tell(ringback, "hello");
  const [received] = await receiver.arrived(1);
  const start = Date.UTC(2026, 3, 1, 10, 22);
  expect(received?.headers["x-webhook-timestamp"]).toBe(String(start / 1000));
  expect(received && isGenuine(received, secret, start)).toBe(true);
});

verifies("phone.webhooks.unheard", async () => {
  const warnings: [string, string][] = [];
  await using ringback = await startRingback({ onWarning: (text, about) => warnings.push([about, text]) });
  expect(tell(ringback, "one")).toBeUndefined();
  expect(tell(ringback, "two")).toBeUndefined();
  expect(warnings).toEqual([["webhook_unheard", expect.stringContaining("no webhook is set") as string]]);
  const { body } = await controlOf(ringback).get("/events?type=webhook.unheard");
  expect(body).toMatchObject({ events: [{ event: "agent.message", account }, { channel: "sms" }] });
});

verifies(["phone.webhooks.test", "phone.webhooks.testNames"], async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  expect((await phone.send("POST", "/v1/webhooks/test")).status).toBe(404);
  const agentId = await makeAgent(phone);
  const { secret } = await setWebhook(phone, receiver.url);
  const { body } = await phone.send("POST", "/v1/webhooks/test");
  const good = {
    success: true,
    httpStatus: 200,
    errorMessage: null,
    statusCode: 200,
    responseMs: 0,
    error: null,
  };
  expect(body).toEqual(good);
  const [received] = receiver.received;
  if (received === undefined) throw new Error("Nothing came.");
  expect(isGenuine(received, secret, Date.now())).toBe(true);
  expect(jsonOf(received)).toMatchObject({
    event: "agent.message",
    agentId,
    data: { direction: "inbound", message: expect.any(String) as string },
    conversationState: { testMode: true },
    recentHistory: [],
  });
  receiver.answer = () => 500;
  expect((await phone.post(`/v1/webhooks/test?agentId=${agentId}`)).body).toMatchObject({
    success: false,
    statusCode: 500,
    error: "HTTP 500",
  });
  expect((await phone.post("/v1/webhooks/test?agentId=agt_999")).status).toBe(404);
  expect((await phone.post(`/v1/agents/${agentId}/webhook/test`)).status).toBe(404);
  await phone.post(`/v1/agents/${agentId}/webhook`, { url: receiver.url });
  receiver.answer = () => 204;
  expect((await phone.post(`/v1/agents/${agentId}/webhook/test`)).body).toMatchObject({ success: true });
  // Tried once: nothing is left to be tried again.
  await advance(controlOf(ringback), "1d");
  expect(receiver.received).toHaveLength(3);
});

verifies("phone.webhooks.callback", "lets a webhook call the API back, whatever waits for it", async () => {
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const phone = phoneOf(ringback);
  const statuses: number[] = [];
  await using receiver = await openReceiver(async () => {
    statuses.push((await phone.get("/v1/conversations")).status);
    statuses.push((await phone.get("/v1/conversations")).status);
    statuses.push((await phone.post("/v1/agents", { name: "made within" })).status);
    return 200;
  });
  await setWebhook(phone, receiver.url);
  expect((await phone.post("/v1/webhooks/test")).body).toMatchObject({ success: true });
  expect(statuses).toEqual([200, 200, 200]);
});

verifies(["phone.webhooks.log", "phone.webhooks.stats", "phone.webhooks.statsNames"], async () => {
  await using receiver = await openReceiver((received) => {
    const { text } = jsonOf(received) as { text: string };
    return { status: Number(text), body: `said ${"é".repeat(800)}` };
  });
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const agentId = await makeAgent(phone);
  await setWebhook(phone, receiver.url);
  tell(ringback, "200");
  await advance(control, "2h");
  tell(ringback, "200", { agentId, event: "agent.reaction", channel: "imessage", messageId: null });
  tell(ringback, "404", { agentId });
  tell(ringback, "500");
  await receiver.arrived(4);
  await advance(control, "1s");
  const { body } = await phone.get("/v1/webhooks/deliveries?limit=2&offset=1&hours=1");
  expect(body).toMatchObject({
    total: 3,
    limit: 2,
    offset: 1,
    items: [{ id: "del_003" }, { id: "del_002" }],
  });
  expect((body as { items: unknown[] }).items[0]).toEqual({
    id: "del_003",
    messageId: "msg_001",
    eventType: "agent.message",
    channel: "sms",
    status: "failed",
    httpStatus: 404,
    errorMessage: "HTTP 404",
    responseBody: `said ${"é".repeat(509)}`,
    attemptCount: 1,
    lastAttemptAt: "2026-04-01T12:22:00.000Z",
    nextRetryAt: null,
    createdAt: "2026-04-01T12:22:00.000Z",
  });
  expect((await phone.get(`/v1/agents/${agentId}/webhook/deliveries`)).body).toMatchObject([
    { id: "del_003" },
    { id: "del_002", status: "success", errorMessage: null, channel: "imessage" },
  ]);
  expect((await phone.get("/v1/webhooks/deliveries/stats")).body).toEqual({
    total: 4,
    success: 2,
    failed: 1,
    pending: 1,
    successRate: 66.67,
    byEventType: {
      "agent.message": { total: 3, success: 1, failed: 1 },
      "agent.reaction": { total: 1, success: 1, failed: 0 },
    },
    byHour: [
      { hour: "2026-04-01T10:00:00.000Z", total: 1, success: 1, failed: 0 },
      { hour: "2026-04-01T12:00:00.000Z", total: 3, success: 1, failed: 1 },
    ],
  });
  ringback.worlds.main.domain.agentphone.profiles.change(account, { successRateScale: 1 });
  expect((await phone.get("/v1/webhooks/deliveries/stats?hours=1")).body).toMatchObject({
    total: 3,
    successRate: 0.5,
  });
  expect((await phone.get("/v1/webhooks/deliveries/all-time")).body).toEqual({
    total: 4,
    success: 2,
    failed: 1,
    successRate: 0.67,
  });
  for (const query of ["limit=0", "limit=101", "offset=-1", "hours=0", "hours=169"]) {
    expect((await phone.get(`/v1/webhooks/deliveries?${query}`)).status).toBe(422);
  }
});
