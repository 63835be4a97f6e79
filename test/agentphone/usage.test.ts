import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, advance, type Client, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** An agent with a number, to which people text. */
const begin = async (ringback: Ringback) => {
  const control = controlOf(ringback);
  const sdk = sdkOf(ringback);
  const agent = await sdk.agents.createAgent({ name: "Skylar" });
  const { number, numberId } = await putLine(control, agent.id);
  return { control, sdk, agent, number, numberId };
};

const putLine = async (control: Client, agentId?: string) => {
  const { body } = await control.post("/lines", { provider: "agentphone", country: "US", agentId });
  return body as { number: string; numberId: string };
};

const text = async (control: Client, to: string, body = "hello") => {
  expect((await control.post("/people/text", { from: acme, to, body })).status).toBe(201);
};

verifies("phone.usage.overview", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control, sdk, number } = await begin(ringback);
  await text(control, number, "x".repeat(161));
  expect(await sdk.usage.getUsage()).toEqual({
    plan: {
      name: "payg",
      limits: {
        numbers: 10,
        messagesPerMonth: 10_000,
        voiceMinutesPerMonth: 500,
        maxCallDurationMinutes: 30,
        concurrentCalls: 5,
      },
    },
    numbers: { used: 1, limit: 10, remaining: 9 },
    stats: {
      totalMessages: 1,
      messagesLast24h: 1,
      messagesLast7d: 1,
      messagesLast30d: 1,
      totalCalls: 0,
      callsLast24h: 0,
      callsLast7d: 0,
      callsLast30d: 0,
      totalWebhookDeliveries: 0,
      successfulWebhookDeliveries: 0,
      failedWebhookDeliveries: 0,
      smsSegmentsLast30d: 2,
    },
    periodStart: "2026-04-01T00:00:00.000Z",
    periodEnd: "2026-05-01T00:00:00.000Z",
  });
  await advance(control, "1d");
  await sdk.messages.sendMessage({ from_number: number, to_number: acme, body: "hello" });
  expect((await sdk.usage.getUsage()).stats).toMatchObject({ messagesLast24h: 1, messagesLast7d: 2 });
  await advance(control, "30d");
  expect((await sdk.usage.getUsage()).stats).toMatchObject({
    totalMessages: 2,
    messagesLast7d: 0,
    messagesLast30d: 0,
  });
});

verifies("phone.usage.plan", async () => {
  await using ringback = await startRingback();
  const set = async (profile: object) => {
    const { status } = await controlOf(ringback).patch("/accounts/acct_001/profile", profile);
    expect(status).toBe(200);
    return (await phoneOf(ringback).get("/v1/usage")).body as object;
  };
  expect(await set({ usagePlan: "name", planName: "team" })).toMatchObject({ plan: { name: "team" } });
  expect(((await set({ usagePlan: "name" })) as { plan: object }).plan).not.toHaveProperty("limits");
  expect(await set({ usagePlan: "none", numberLimit: 3 })).not.toHaveProperty("plan");
  expect(await set({ usagePlan: "limits" })).toMatchObject({
    plan: { limits: { numbers: 3 } },
    numbers: { limit: 3 },
  });
});

verifies(["phone.usage.points", "phone.usage.points.utc"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control, sdk, number } = await begin(ringback);
  await text(control, number);
  await advance(control, "13h38m");
  await text(control, number);
  await text(control, number);
  expect(await sdk.usage.getDailyUsage({ days: 3 })).toEqual({
    data: [
      { date: "2026-03-31", messages: 0, calls: 0, webhooks: 0 },
      { date: "2026-04-01", messages: 1, calls: 0, webhooks: 0 },
      { date: "2026-04-02", messages: 2, calls: 0, webhooks: 0 },
    ],
    days: 3,
  });
  const thirty = await sdk.usage.getDailyUsage();
  expect(thirty.data).toHaveLength(30);
  expect(thirty).toMatchObject({ days: 30 });
  expect((await sdk.usage.getDailyUsage({ days: 365 })).data[0]?.date).toBe("2025-04-03");
  await advance(control, "30d");
  const months = await sdk.usage.getMonthlyUsage();
  expect(months.data.map(({ month, messages }) => [month, messages])).toEqual([
    ["2025-12", 0],
    ["2026-01", 0],
    ["2026-02", 0],
    ["2026-03", 0],
    ["2026-04", 3],
    ["2026-05", 0],
  ]);
  expect((await sdk.usage.getMonthlyUsage({ months: 24 })).data).toHaveLength(24);
  for (const query of [
    "daily?days=0",
    "daily?days=366",
    "monthly?months=0",
    "monthly?months=25",
    "daily?days=x",
  ])
    expect((await phoneOf(ringback).get(`/v1/usage/${query}`)).status).toBe(422);
});

verifies(["phone.usage.byNumber", "phone.usage.released"], async () => {
  await using ringback = await startRingback();
  const { control, sdk, agent, number, numberId } = await begin(ringback);
  const other = await putLine(control);
  await text(control, number);
  await sdk.messages.sendMessage({ from_number: number, to_number: acme, body: "hello" });
  await sdk.numbers.deleteNumber({ number_id: other.numberId });
  expect(await sdk.usage.getUsageByNumber()).toEqual({
    data: [
      {
        numberId: other.numberId,
        phoneNumber: other.number,
        country: "US",
        status: "released",
        agentId: null,
        agentName: null,
        messages: 0,
        calls: 0,
      },
      {
        numberId,
        phoneNumber: number,
        country: "US",
        status: "active",
        agentId: agent.id,
        agentName: "Skylar",
        messages: 2,
        calls: 0,
      },
    ],
  });
});

verifies(["phone.usage.byAgent", "phone.usage.orphan"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control, sdk, agent, number } = await begin(ringback);
  const idle = await sdk.agents.createAgent({ name: "Idle" });
  const loose = await putLine(control);
  await text(control, number);
  await text(control, number);
  await text(control, loose.number);
  const nothing = { calls: 0, totalSeconds: 0, isOrphan: false };
  expect(await sdk.usage.getUsageByAgent({ period: "week" })).toEqual({
    data: [
      { agentId: idle.id, agentName: "Idle", messages: 0, ...nothing },
      { agentId: agent.id, agentName: "Skylar", messages: 2, ...nothing },
      { agentId: null, agentName: "Unassigned", messages: 1, ...nothing },
    ],
    period: "week",
    periodStart: "2026-03-30T00:00:00.000Z",
    periodEnd: "2026-04-06T00:00:00.000Z",
  });
  await sdk.agents.deleteAgent({ agent_id: agent.id });
  expect((await sdk.usage.getUsageByAgent({ period: "year" })).data).toEqual([
    { agentId: idle.id, agentName: "Idle", messages: 0, ...nothing },
    { agentId: agent.id, agentName: "Deleted agent", messages: 2, ...nothing, isOrphan: true },
    { agentId: null, agentName: "Unassigned", messages: 1, ...nothing },
  ]);
  await advance(control, "5d");
  expect((await sdk.usage.getUsageByAgent({ period: "week" })).data).toHaveLength(1);
});

verifies("phone.usage.zone", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control, sdk, number } = await begin(ringback);
  await advance(control, "29d7h58m");
  // In India it is ten minutes before May, and then two after its beginning.
  await text(control, number);
  await advance(control, "12m");
  await text(control, number);
  const inZone = (tz: string) => sdk.usage.getUsageByAgent({ period: "month", tz });
  const { data, periodStart } = await inZone("Asia/Kolkata");
  expect(periodStart).toBe("2026-04-30T18:30:00.000Z");
  expect(data[0]?.messages).toBe(1);
  expect((await inZone("America/New_York")).data[0]?.messages).toBe(2);
  await expect(inZone("Mars/Olympus")).rejects.toMatchObject({ statusCode: 400 });
  for (const query of ["", "?period=day", `?period=week&tz=${"x".repeat(65)}`])
    expect((await phoneOf(ringback).get(`/v1/usage/by-agent${query}`)).status).toBe(422);
});

verifies(["phone.usage.overview", "phone.usage.byAgent"], "counts calls and deliveries as well", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control, sdk, agent, number } = await begin(ringback);
  await phoneOf(ringback).post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" });
  await text(control, number);
  await sdk.calls.createOutboundCall({ agentId: agent.id, toNumber: acme });
  expect((await sdk.usage.getUsage()).stats).toMatchObject({ totalCalls: 1, callsLast24h: 1 });
  const [before] = (await sdk.usage.getUsageByAgent({ period: "week" })).data;
  expect(before).toMatchObject({ messages: 1, calls: 0, totalSeconds: 0 });
  await advance(control, "5m");
  const [after] = (await sdk.usage.getUsageByAgent({ period: "week" })).data;
  const { data: calls } = (await sdk.calls.listCalls()) as { data: { durationSeconds: number }[] };
  expect(after).toMatchObject({ messages: 1, calls: 1, totalSeconds: calls[0]?.durationSeconds });
  const { stats } = await sdk.usage.getUsage();
  // The text, three turns of the call, and that it ended.
  expect(stats).toMatchObject({ totalWebhookDeliveries: 5, successfulWebhookDeliveries: 0 });
  const { data } = await sdk.usage.getDailyUsage({ days: 1 });
  expect(data).toEqual([{ date: "2026-04-01", messages: 1, calls: 1, webhooks: 5 }]);
});
