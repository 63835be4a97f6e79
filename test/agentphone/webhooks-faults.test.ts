import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf } from "../support/phone-client.ts";
import { addFault, advance, agentOf, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import {
  isGenuine,
  jsonOf,
  openReceiver,
  type Received,
  type WebhookReceiver,
} from "../support/webhook-receiver.ts";
import { setWebhook, tell } from "../support/webhook-news.ts";

const textOf = (received: Received): string => String(jsonOf(received)["text"]);
const point = "webhook:agent.message";

/** A webhook, and a fault that strikes its first delivery. */
const struckBy = async (
  ringback: Ringback,
  receiver: WebhookReceiver,
  answer: object,
  times = 1,
): Promise<string> => {
  const { secret } = await setWebhook(phoneOf(ringback), receiver.url);
  await addFault(controlOf(ringback), { point, times, answer });
  return secret;
};

verifies("phone.webhooks.faults.drop", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  await struckBy(ringback, receiver, { webhook: "drop" });
  const lost = tell(ringback, "lost");
  tell(ringback, "found");
  await advance(controlOf(ringback), "2d");
  expect(receiver.received.map(textOf)).toEqual(["found"]);
  expect(lost).toMatchObject({ status: "failed", errorMessage: "dropped on purpose by fault_001" });
  const { body } = await controlOf(ringback).get("/events?type=fault.struck");
  expect(body).toMatchObject({ events: [{ fault: "fault_001", kind: "webhook", operation: point }] });
});

verifies("phone.webhooks.faults.delay", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  await struckBy(ringback, receiver, { webhook: "delay", by: "10m" });
  tell(ringback, "late");
  tell(ringback, "soon");
  await advance(controlOf(ringback), "9m59s");
  expect(receiver.received.map(textOf)).toEqual(["soon"]);
  await advance(controlOf(ringback), "1s");
  expect(receiver.received.map(textOf)).toEqual(["soon", "late"]);
});

verifies("phone.webhooks.faults.duplicate", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  const secret = await struckBy(ringback, receiver, { webhook: "duplicate" });
  const row = tell(ringback, "twice");
  tell(ringback, "once");
  const all = await receiver.arrived(3);
  expect(all.map(textOf).toSorted()).toEqual(["once", "twice", "twice"]);
  expect(all.filter(({ headers }) => headers["x-webhook-id"] === row?.id)).toHaveLength(2);
  expect(all.every((received) => isGenuine(received, secret, Date.now()))).toBe(true);
  await advance(controlOf(ringback), "2d");
  expect(receiver.received).toHaveLength(3);
  expect(row).toMatchObject({ status: "success", attemptCount: 1 });
});

verifies("phone.webhooks.faults.reorder", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  await struckBy(ringback, receiver, { webhook: "reorder" }, 2);
  tell(ringback, "first");
  tell(ringback, "elsewhere", { lane: "conv_002", event: "agent.reaction" });
  tell(ringback, "second");
  expect((await receiver.arrived(3)).map(textOf)).toEqual(["elsewhere", "second", "first"]);
  // Both were struck: one overtakes the other, and then none waits.
  await controlOf(ringback).delete("/faults");
  await addFault(controlOf(ringback), { point, times: 1, answer: { webhook: "reorder", by: "1m" } });
  tell(ringback, "alone");
  await advance(controlOf(ringback), "59s");
  expect(receiver.received).toHaveLength(3);
  await advance(controlOf(ringback), "1s");
  expect(receiver.received.map(textOf).at(-1)).toBe("alone");
});

verifies("phone.webhooks.faults.signature", async () => {
  for (const webhook of ["corrupt-signature", "stale-timestamp", "tampered-body"] as const) {
    await using receiver = await openReceiver();
    await using ringback = await startRingback({ clock: "manual" });
    const secret = await struckBy(ringback, receiver, { webhook });
    receiver.answer = (received) => (isGenuine(received, secret, Date.now()) ? 200 : 500);
    const row = tell(ringback, "hello");
    await advance(controlOf(ringback), "1s");
    expect([webhook, row?.attemptCount, row?.httpStatus]).toEqual([webhook, 1, 500]);
    expect(receiver.received.map(textOf)).toEqual(["hello"]);
    // Ten minutes ago the stale one would have been good.
    const [stale] = receiver.received;
    expect(stale && isGenuine(stale, secret, Date.now() - 600_000)).toBe(webhook === "stale-timestamp");
    expect(stale?.raw.toString() === row?.body).toBe(webhook !== "tampered-body");
    // A fault strikes once: what is sent again is sound.
    await advance(controlOf(ringback), "5m");
    expect(row).toMatchObject({ status: "success", attemptCount: 2 });
  }
});

verifies("phone.webhooks.faults.oddJson", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  const secret = await struckBy(ringback, receiver, { webhook: "odd-json" });
  const row = tell(ringback, "héllo 🔥 a/b");
  const [received] = await receiver.arrived(1);
  if (received === undefined || row === undefined) throw new Error("Nothing came.");
  expect(received.raw.toString()).not.toBe(row.body);
  expect(jsonOf(received)).toEqual(JSON.parse(row.body));
  expect(isGenuine(received, secret, Date.now())).toBe(true);
});

verifies("phone.webhooks.faults.points", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await setWebhook(phoneOf(ringback), receiver.url);
  const add = async (fault: object): Promise<number> => (await control.post("/faults", fault)).status;
  expect(await add({ point: "*", times: 1, answer: { webhook: "drop" } })).toBe(201);
  expect(await add({ point: "*", times: 1, answer: { status: 503 } })).toBe(201);
  expect(await add({ point: "webhook:*", answer: { webhook: "delay", by: "5s" } })).toBe(201);
  expect(await add({ point: "webhook:agent.nothing", answer: { webhook: "drop" } })).toBe(400);
  expect(await add({ point: "store.*", answer: { webhook: "drop" } })).toBe(400);
  expect(await add({ point, answer: { status: 503 } })).toBe(400);
  expect(await add({ point, answer: { webhook: "vanish" } })).toBe(400);
  expect(await add({ point, answer: { webhook: "drop", by: "5s" } })).toBe(400);
  expect(await add({ point, answer: { webhook: "drop", reset: true } })).toBe(400);
  // Each strikes what it is for, though both points fit anything.
  expect((await agentOf(ringback).get("/services")).status).toBe(503);
  expect((await agentOf(ringback).get("/services")).status).toBe(200);
  tell(ringback, "dropped");
  const { body } = await control.get("/faults");
  expect(body).toMatchObject({
    faults: [
      { struck: 1, timesLeft: 0, answer: { webhook: "drop" } },
      { struck: 1, timesLeft: 0 },
      { struck: 0, answer: { webhook: "delay", by: 5000 } },
    ],
  });
});
