import { expect, it } from "vitest";
import { deafHook } from "../../support/phone-world.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

const wish = { url: deafHook, contextLimit: 5, timeout: 10 };
const empty = { items: [], total: 0, offset: 0, limit: 5 };

it("sets, reads and removes the account's webhook; none is null", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { webhooks } = sdkOf(ringback);
  expect(await webhooks.getWebhook()).toBeNull();
  const first = await webhooks.createOrUpdateWebhook({ body: wish });
  expect(first).toMatchObject({ ...wish, status: "active" });
  expect(first.secret).toMatch(/^whsec_/);
  expect(await webhooks.getWebhook()).toEqual(first);
  const second = await webhooks.createOrUpdateWebhook({ body: wish });
  expect(second.secret).not.toBe(first.secret);
  expect(await webhooks.deleteWebhook()).toEqual({ success: true });
  expect(await webhooks.getWebhook()).toBeNull();
});

it("tests a webhook that nobody answers for, and counts the delivery", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { webhooks, agents } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  await webhooks.createOrUpdateWebhook({ body: wish });
  expect(await webhooks.testWebhook({ agentId })).toMatchObject({ success: false });
  const { items, total } = await webhooks.listDeliveries({ limit: 1, offset: 0, hours: 24 });
  expect(items).toMatchObject([{ eventType: "agent.message", status: "failed", attemptCount: 1 }]);
  expect(total).toBe(1);
  expect(await webhooks.deliveryStats({ hours: 24 })).toMatchObject({ total: 1, failed: 1, successRate: 0 });
  expect(await webhooks.allTimeStats()).toEqual({ total: 1, success: 0, failed: 1, successRate: 0 });
});

it("says what is wrong of the account's webhook", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { webhooks } = sdkOf(ringback);
  expect(await webhooks.listDeliveries({ limit: 5 })).toEqual(empty);
  for (const asked of [webhooks.deleteWebhook(), webhooks.testWebhook()])
    expect(await refusalFrom(asked)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
  const late = webhooks.createOrUpdateWebhook({ body: { ...wish, timeout: 4 } });
  expect(await refusalFrom(late)).toEqual(unprocessable("body.timeout"));
  const elsewhere = webhooks.createOrUpdateWebhook({ body: { url: "https://10.0.0.1/hook" } });
  expect(await refusalFrom(elsewhere)).toMatchObject({ by: "AgentPhoneError", statusCode: 400 });
  const long = webhooks.deliveryStats({ hours: 169 });
  expect(await refusalFrom(long)).toEqual(unprocessable("query.hours"));
});
