import { connect } from "node:net";
import { once } from "node:events";
import { expect } from "vitest";
import { breathe } from "../../src/kernel/clock/test-time.ts";
import { phoneKey, phoneOf } from "../support/phone-client.ts";
import { startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { jsonOf, openReceiver } from "../support/webhook-receiver.ts";
import { setWebhook, tell } from "../support/webhook-news.ts";

verifies(
  "phone.webhooks.hanging",
  "closes at once, whatever is on its way or waits for its turn",
  async () => {
    await using receiver = await openReceiver(() => "hang");
    const ringback = await startRingback();
    await setWebhook(phoneOf(ringback), receiver.url);
    const { main } = ringback.worlds;
    const rows = Array.from({ length: 2_000 }, (_, count) =>
      tell(ringback, "never", { lane: `${count % 40}` }),
    );
    const tested = phoneOf(ringback).post("/v1/webhooks/test");
    await receiver.arrived(9);
    const before = main.world.inputs.last;
    await ringback.close();
    expect((await tested).body).toMatchObject({
      success: false,
      error: expect.stringContaining("closed") as string,
    });
    expect(rows.every((row) => row?.status === "pending" && row.attemptCount === 0)).toBe(true);
    // The answer to the test, and nothing about deliveries.
    expect(main.world.inputs.last).toBe(before + 1);
    expect(receiver.received).toHaveLength(9);
  },
);

verifies("phone.webhooks.hanging", "answers a test that came in while ringback was closing", async () => {
  await using receiver = await openReceiver(() => "hang");
  const ringback = await startRingback();
  await setWebhook(phoneOf(ringback), receiver.url);
  const socket = connect(Number(new URL(ringback.url).port), "127.0.0.1");
  const head = [
    "POST /v1/webhooks/test HTTP/1.1",
    "host: 127.0.0.1",
    `authorization: Bearer ${phoneKey(ringback)}`,
    "content-type: application/json",
    "content-length: 2",
    "expect: 100-continue",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n{`);
  await once(socket, "data");
  const closed = ringback.close();
  await breathe();
  socket.write("}");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toContain('"success":false');
  await closed;
  socket.destroy();
  expect(receiver.received).toEqual([]);
});

verifies("phone.webhooks.callback", "may have itself tested, however many of its kind are busy", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  await using receiver = await openReceiver(async (received) => {
    if (jsonOf(received)["text"] === "hello") await phone.post("/v1/webhooks/test");
    return 200;
  });
  await setWebhook(phone, receiver.url);
  const rows = Array.from({ length: 20 }, (_, count) => tell(ringback, "hello", { lane: `${count}` }));
  await receiver.arrived(40);
  await ringback.worlds.main.world.clock.settled();
  expect(rows.every((row) => row?.status === "success")).toBe(true);
});
