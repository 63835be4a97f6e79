import { expect } from "vitest";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import { phoneOf } from "../support/phone-client.ts";
import { advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { jsonOf, openReceiver, type Received } from "../support/webhook-receiver.ts";
import { makeAgent, setWebhook, tell } from "../support/webhook-news.ts";

const textOf = (received: Received): string => String(jsonOf(received)["text"]);

/** Something that the test lets happen when it likes. */
const gate = () => {
  const openers: (() => void)[] = [];
  const opened = new Promise<void>((resolve) => openers.push(resolve));
  return { opened, open: () => openers[0]?.() };
};

verifies("phone.webhooks.order", async () => {
  const { opened, open } = gate();
  await using receiver = await openReceiver(async (received) => {
    if (textOf(received) === "a1") await opened;
    return 200;
  });
  await using ringback = await startRingback();
  await setWebhook(phoneOf(ringback), receiver.url);
  for (const text of ["a1", "a2", "b1", "a3", "b2"]) tell(ringback, text, { lane: text.charAt(0) });
  expect((await receiver.arrived(3)).map(textOf).toSorted()).toEqual(["a1", "b1", "b2"]);
  open();
  const all = (await receiver.arrived(5)).map(textOf);
  expect(all.slice(3)).toEqual(["a2", "a3"]);
});

verifies(
  "phone.webhooks.order",
  "does not let one that waits for its next attempt hold up its conversation",
  async () => {
    await using receiver = await openReceiver((received) => (textOf(received) === "first" ? 500 : 200));
    await using ringback = await startRingback({ clock: "manual" });
    await setWebhook(phoneOf(ringback), receiver.url);
    tell(ringback, "first");
    tell(ringback, "second");
    await advance(controlOf(ringback), "5m");
    expect(receiver.received.map(textOf)).toEqual(["first", "second", "first"]);
  },
);

verifies("phone.webhooks.hanging", async () => {
  await using hanging = await openReceiver(() => "hang");
  await using receiver = await openReceiver();
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const agentId = await makeAgent(phone);
  await setWebhook(phone, receiver.url);
  await phone.post(`/v1/agents/${agentId}/webhook`, { url: hanging.url });
  for (let count = 0; count < 100; count += 1) tell(ringback, "never", { agentId, lane: `hanging ${count}` });
  tell(ringback, "in time");
  expect((await receiver.arrived(1)).map(textOf)).toEqual(["in time"]);
  await hanging.arrived(8);
  // Eight at once and no more, however many there are.
  tell(ringback, "too");
  await receiver.arrived(2);
  expect(hanging.received).toHaveLength(8);
});

verifies("phone.webhooks.hanging", "counts the time of each that hangs in one conversation", async () => {
  await using hanging = await openReceiver(() => "hang");
  const realTime = new TestTime();
  await using ringback = await startRingback({ realTime, quiet: 3_600_000 });
  await setWebhook(phoneOf(ringback), hanging.url, { timeout: 5 });
  const { clock } = ringback.worlds.main.world;
  const start = clock.now();
  const rows = [tell(ringback, "one"), tell(ringback, "two")];
  await hanging.arrived(1);
  await realTime.pass(5_000);
  await hanging.arrived(2);
  await realTime.pass(5_000);
  expect(clock.now()).toBe(start + 10_000);
  expect(rows.map((row) => row?.lastAttemptAt)).toEqual([start, start + 5_000]);
});

verifies("phone.webhooks.keepAlive", "sends a thousand over a few connections, each once", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback();
  await setWebhook(phoneOf(ringback), receiver.url);
  const many = 1_000;
  for (let count = 0; count < many; count += 1) tell(ringback, `${count}`, { lane: `${count % 50}` });
  const all = await receiver.arrived(many);
  expect(new Set(all.map(textOf)).size).toBe(many);
  expect(new Set(all.map(({ connection }) => connection)).size).toBeLessThanOrEqual(16);
  for (let lane = 0; lane < 50; lane += 1) {
    const told = all.map((received) => Number(textOf(received))).filter((text) => text % 50 === lane);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
  }
});

verifies(
  "phone.webhooks.keepAlive",
  "takes a kept connection that was closed meanwhile for no failure",
  async () => {
    let first = true;
    await using receiver = await openReceiver(({ connection }) => {
      // The second request finds the connection of the first one cut.
      const cut = connection === 1 && !first;
      first = false;
      return cut ? "cut" : 200;
    });
    await using ringback = await startRingback({ clock: "manual" });
    await setWebhook(phoneOf(ringback), receiver.url);
    tell(ringback, "one");
    await receiver.arrived(1);
    await advance(controlOf(ringback), "1s");
    const row = tell(ringback, "two");
    await advance(controlOf(ringback), "1s");
    expect(row).toMatchObject({ status: "success", attemptCount: 1 });
    expect(receiver.received.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  },
);

verifies("phone.webhooks.holds", async () => {
  const { opened, open } = gate();
  await using receiver = await openReceiver(async () => {
    await opened;
    return 200;
  });
  await using ringback = await startRingback({ quiet: 1 });
  await setWebhook(phoneOf(ringback), receiver.url);
  const { clock } = ringback.worlds.main.world;
  const start = clock.now();
  clock.schedule({ at: start + 1, class: "story", kind: "fault.delay", payload: { delayId: "delay_999" } });
  tell(ringback, "hello");
  await receiver.arrived(1);
  // A request to and fro takes longer than quiet does.
  await phoneOf(ringback).get("/v1/webhooks");
  await phoneOf(ringback).get("/v1/webhooks");
  expect(clock.now()).toBe(start);
  const advanced = advance(controlOf(ringback), "1s");
  open();
  expect(Date.parse(await advanced)).toBeGreaterThan(start);
});
