import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf } from "../support/phone-client.ts";
import { advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { isGenuine, openReceiver, type WebhookAnswer } from "../support/webhook-receiver.ts";
import { setWebhook, tell } from "../support/webhook-news.ts";

const start = Date.UTC(2026, 3, 1, 10, 22);
const minutes = 60_000;

const rowOf = (ringback: Ringback) => ringback.worlds.main.world.tables.webhookDeliveries.get("del_001");

/** When each attempt was made, in minutes after the first, and what the log says of it. */
const attemptsOf = (ringback: Ringback) =>
  (ringback.worlds.main.domain.agentphone.deliveries.attempts.byDelivery().get("del_001") ?? []).map(
    ({ attempt, outcome }) => [
      (attempt.startedAt - start) / minutes,
      "status" in outcome ? outcome.status : outcome.failure,
    ],
  );

const eventsOf = async (ringback: Ringback, type: string): Promise<readonly Record<string, unknown>[]> =>
  ((await controlOf(ringback).get(`/events?type=${type}`)).body as { events: Record<string, unknown>[] })
    .events;

verifies(["phone.webhooks.retries", "phone.webhooks.freshSignature"], async () => {
  await using receiver = await openReceiver(() => 503);
  await using ringback = await startRingback({ clock: "manual" });
  const { secret } = await setWebhook(phoneOf(ringback), receiver.url);
  ringback.worlds.main.domain.agentphone.profiles.change("acct_001", { signatureClock: "virtual" });
  tell(ringback, "hello");
  await receiver.arrived(1);
  await advance(controlOf(ringback), "4m59s");
  expect(receiver.received).toHaveLength(1);
  expect(rowOf(ringback)).toMatchObject({
    status: "pending",
    attemptCount: 1,
    nextRetryAt: start + 5 * minutes,
  });
  await advance(controlOf(ringback), "2d");
  expect(attemptsOf(ringback)).toEqual([0, 5, 35, 155, 515, 1235].map((minute) => [minute, 503]));
  expect(rowOf(ringback)).toMatchObject({
    status: "failed",
    attemptCount: 6,
    nextRetryAt: null,
    httpStatus: 503,
  });
  expect(new Set(receiver.received.map(({ headers }) => headers["x-webhook-id"]))).toEqual(
    new Set(["del_001"]),
  );
  expect(new Set(receiver.received.map(({ raw }) => raw.toString()))).toHaveProperty("size", 1);
  const genuine = receiver.received.map((received, place) =>
    isGenuine(received, secret, start + ([0, 5, 35, 155, 515, 1235][place] ?? 0) * minutes),
  );
  expect(genuine).toEqual([true, true, true, true, true, true]);
  expect((await eventsOf(ringback, "webhook.failed")).map(({ attempt, final }) => [attempt, final])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [5, false],
    [6, true],
  ]);
});

verifies("phone.webhooks.retries", "is over with the first 2xx, whatever its body says", async () => {
  const answers: WebhookAnswer[] = [500, { status: 202, body: "not json" }];
  await using receiver = await openReceiver(() => answers.shift() ?? 500);
  await using ringback = await startRingback({ clock: "manual" });
  await setWebhook(phoneOf(ringback), receiver.url);
  tell(ringback, "hello");
  await advance(controlOf(ringback), "2d");
  expect(attemptsOf(ringback)).toEqual([
    [0, 500],
    [5, 202],
  ]);
  expect(rowOf(ringback)).toMatchObject({ status: "success", attemptCount: 2, responseBody: "not json" });
  expect(await eventsOf(ringback, "webhook.delivered")).toMatchObject([{ status: 202, attempt: 2 }]);
});

verifies(["phone.webhooks.permanent", "phone.webhooks.transient"], async () => {
  for (const [status, count] of [
    [400, 1],
    [401, 1],
    [404, 1],
    [410, 1],
    [302, 1],
    [408, 6],
    [429, 6],
    [500, 6],
    [599, 6],
  ] as const) {
    await using receiver = await openReceiver(() => ({ status, headers: { location: "/elsewhere" } }));
    await using ringback = await startRingback({ clock: "manual" });
    await setWebhook(phoneOf(ringback), receiver.url);
    tell(ringback, "hello");
    await advance(controlOf(ringback), "2d");
    expect([status, receiver.received.length]).toEqual([status, count]);
    expect(rowOf(ringback)).toMatchObject({ status: "failed", httpStatus: status });
    expect(receiver.received.every(({ path }) => path === "/webhook")).toBe(true);
  }
});

verifies("phone.webhooks.transient", "tries a connection that is refused or cut again", async () => {
  await using receiver = await openReceiver(() => "cut");
  await using ringback = await startRingback({ clock: "manual" });
  await setWebhook(phoneOf(ringback), receiver.url);
  tell(ringback, "hello");
  await advance(controlOf(ringback), "10m");
  expect(attemptsOf(ringback)).toEqual([
    [0, "connection"],
    [5, "connection"],
  ]);
  expect(rowOf(ringback)).toMatchObject({
    status: "pending",
    httpStatus: null,
    errorMessage: "The connection failed: ECONNRESET",
  });

  // A port that was just given back: nobody listens there.
  const gone = createServer();
  const port = await new Promise<number>((resolve) =>
    gone.listen(0, "127.0.0.1", () => resolve((gone.address() as AddressInfo).port)),
  );
  await new Promise((resolve) => gone.close(resolve));
  await setWebhook(phoneOf(ringback), `http://127.0.0.1:${port}/`);
  const refused = tell(ringback, "hello");
  await advance(controlOf(ringback), "1s");
  expect(refused).toMatchObject({ attemptCount: 1, errorMessage: "The connection failed: ECONNREFUSED" });
});

verifies("phone.webhooks.loopback", "keeps what is not allowed to leave the machine", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  await setWebhook(phoneOf(ringback), "https://agent.example/webhook");
  expect(tell(ringback, "hello")).toMatchObject({
    status: "failed",
    attemptCount: 1,
    errorMessage: expect.stringContaining("--allow-webhook agent.example") as string,
  });
});

verifies("phone.webhooks.timeout", async () => {
  await using receiver = await openReceiver(() => "hang");
  const realTime = new TestTime();
  await using ringback = await startRingback({ realTime, quiet: 3_600_000 });
  await setWebhook(phoneOf(ringback), receiver.url, { timeout: 5 });
  const { clock } = ringback.worlds.main.world;
  tell(ringback, "hello");
  await receiver.arrived(1);
  await realTime.pass(4_999);
  expect(clock.now()).toBe(start);
  await realTime.pass(1);
  expect(clock.now()).toBe(start + 5_000);
  expect(rowOf(ringback)).toMatchObject({
    status: "pending",
    lastAttemptAt: start,
    nextRetryAt: start + 5 * minutes,
    errorMessage: "No answer within 5 s",
  });
  expect(await eventsOf(ringback, "hold.expired")).toMatchObject([
    { name: "webhook del_001", timeoutMs: 5_000 },
  ]);
  receiver.answer = () => 200;
  await phoneOf(ringback).get("/v1/webhooks");
  await realTime.pass(3_600_000);
  await receiver.arrived(2);
  await clock.settled();
  expect(rowOf(ringback)).toMatchObject({ status: "success", attemptCount: 2 });
});

verifies("phone.webhooks.timeout", "works where nothing holds, and for a test that waits", async () => {
  await using receiver = await openReceiver(() => "hang");
  for (const clock of ["manual", "auto"] as const) {
    const realTime = new TestTime();
    await using ringback = await startRingback({ realTime, clock });
    const phone = phoneOf(ringback);
    await setWebhook(phone, receiver.url, { timeout: 5 });
    const seen = receiver.received.length;
    const tested = phone.post("/v1/webhooks/test");
    await receiver.arrived(seen + 1);
    await realTime.pass(5_000);
    expect((await tested).body).toMatchObject({
      success: false,
      statusCode: null,
      error: "No answer within 5 s",
    });
  }
});
