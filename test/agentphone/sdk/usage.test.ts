import { expect, it } from "vitest";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

it("reads the limits and counts of an account", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { usage, numbers } = sdkOf(ringback);
  const { id: numberId, phoneNumber } = await numbers.createNumber();
  const answer = await usage.getUsage();
  expect(answer.numbers).toEqual({ used: 1, limit: 10, remaining: 9 });
  expect(answer.plan).toMatchObject({ name: "payg", limits: { numbers: 10 } });
  expect(answer.stats).toMatchObject({ totalMessages: 0, totalCalls: 0 });
  const { data } = await usage.getUsageByNumber();
  expect(data).toMatchObject([{ numberId, phoneNumber, messages: 0, calls: 0 }]);
});

it("reads usage by day, month and agent", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { usage } = sdkOf(ringback);
  expect((await usage.getDailyUsage()).data).toHaveLength(30);
  const { data } = await usage.getDailyUsage({ days: 2 });
  expect(data.map(({ date }) => date)).toEqual(["2026-03-31", "2026-04-01"]);
  expect((await usage.getMonthlyUsage({ months: 2 })).data.map(({ month }) => month)).toEqual([
    "2026-03",
    "2026-04",
  ]);
  const week = await usage.getUsageByAgent({ period: "week", tz: "Europe/Berlin" });
  expect(week).toMatchObject({ period: "week", data: [] });
});

it("says which period is none", async () => {
  await using ringback = await startRingback();
  const { usage } = sdkOf(ringback);
  expect(await refusalFrom(usage.getDailyUsage({ days: 366 }))).toEqual(unprocessable("query.days"));
  expect(await refusalFrom(usage.getMonthlyUsage({ months: 0 }))).toEqual(unprocessable("query.months"));
  const day = usage.getUsageByAgent({ period: "day" as "week" });
  expect(await refusalFrom(day)).toEqual(unprocessable("query.period"));
  const nowhere = usage.getUsageByAgent({ period: "week", tz: "Nowhere/Nothing" });
  expect(await refusalFrom(nowhere)).toMatchObject({ by: "AgentPhoneError", statusCode: 400 });
});
