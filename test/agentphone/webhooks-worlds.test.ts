import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf } from "../support/phone-client.ts";
import { advance, Client, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { isGenuine, jsonOf, openReceiver, type Received } from "../support/webhook-receiver.ts";
import { setWebhook, tell } from "../support/webhook-news.ts";

const textOf = (received: Received): string => String(jsonOf(received)["text"]);

const statusesOf = (ringback: Ringback, world = "main"): readonly string[] =>
  Array.from(
    ringback.worlds.find(world)?.world.tables.webhookDeliveries.all() ?? [],
    ({ id, status }) => `${id} ${status}`,
  );

verifies("phone.webhooks.worlds", async () => {
  await using receiver = await openReceiver();
  await using ringback = await startRingback({ clock: "manual" });
  await controlOf(ringback).post("/worlds", { name: "other", clock: "manual" });
  await setWebhook(phoneOf(ringback), receiver.url);
  const other = ringback.worlds.find("other");
  const keys = other?.defaultPhoneKey() ?? "";
  await setWebhook(new Client(`${ringback.url}/w/other`, keys), receiver.url);
  tell(ringback, "of the other", { world: "other" });
  const [received] = await receiver.arrived(1);
  expect(received?.headers["x-ringback-world"]).toBe("other");
});

verifies("phone.webhooks.replaced", async () => {
  await using receiver = await openReceiver(() => "hang");
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const control = controlOf(ringback);
  await setWebhook(phoneOf(ringback), receiver.url);
  const empty = ((await control.get("/worlds/main/snapshot")).body as { snapshot: object }).snapshot;
  tell(ringback, "one");
  tell(ringback, "two");
  await receiver.arrived(1);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  // What is under way belongs to the world as it was.
  await control.post("/worlds/main/restore", { snapshot: empty });
  expect(statusesOf(ringback)).toEqual([]);
  receiver.answer = () => 200;
  await control.post("/worlds/main/restore", { snapshot });
  const again = (await receiver.arrived(3)).slice(1);
  expect(again.map(({ headers }) => headers["x-webhook-id"])).toEqual(["del_001", "del_002"]);
  await ringback.worlds.main.world.clock.settled();
  expect(statusesOf(ringback)).toEqual(["del_001 success", "del_002 success"]);
  receiver.answer = () => "hang";
  tell(ringback, "three");
  await receiver.arrived(4);
  await control.post("/worlds/main/reset");
  expect(statusesOf(ringback)).toEqual([]);
});

verifies("phone.webhooks.replaced", "tells whoever waits for a test when the world goes away", async () => {
  await using receiver = await openReceiver(() => "hang");
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  await setWebhook(phone, receiver.url);
  const tested = phone.post("/v1/webhooks/test");
  await receiver.arrived(1);
  await controlOf(ringback).post("/worlds/main/reset");
  expect((await tested).body).toMatchObject({ success: false, statusCode: null });
});

verifies("phone.webhooks.replaced", "keeps when a failed one is tried again", async () => {
  await using receiver = await openReceiver(() => 500);
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await setWebhook(phoneOf(ringback), receiver.url);
  tell(ringback, "one");
  await advance(control, "1m");
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  await advance(control, "1h");
  const before = receiver.received.length;
  await control.post("/worlds/main/restore", { snapshot });
  await advance(control, "3m59s");
  expect(receiver.received).toHaveLength(before);
  await advance(control, "1s");
  expect(receiver.received).toHaveLength(before + 1);
});

verifies("phone.webhooks.forks", async () => {
  await using receiver = await openReceiver(() => "hang");
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await setWebhook(phoneOf(ringback), receiver.url);
  tell(ringback, "on its way");
  await receiver.arrived(1);
  receiver.answer = () => 200;
  expect((await control.post("/worlds/main/fork", { as: "copy" })).status).toBe(201);
  tell(ringback, "later", { world: "copy", lane: "another" });
  const copy = new Client(`${ringback.url}/w/copy/_ringback`);
  await advance(copy, "1d");
  expect(receiver.received).toHaveLength(1);
  expect(statusesOf(ringback, "copy")).toEqual(["del_001 pending", "del_002 pending"]);
  expect((await copy.post("/webhooks/deliver")).body).toEqual({ delivered: 2 });
  expect((await receiver.arrived(3)).slice(1).map(textOf).toSorted()).toEqual(["later", "on its way"]);
  expect((await copy.post("/webhooks/deliver")).body).toEqual({ delivered: 0 });
  expect((await control.post("/webhooks/deliver")).body).toEqual({ delivered: 0 });
  tell(ringback, "at once", { world: "copy" });
  await receiver.arrived(4);
});

verifies("phone.webhooks.journal", async () => {
  await using receiver = await openReceiver((received) =>
    textOf(received) === "no" ? { status: 500, body: "no" } : { status: 200, body: "yes" },
  );
  const play = async (): Promise<string> => {
    await using ringback = await startRingback({ clock: "manual" });
    await setWebhook(phoneOf(ringback), receiver.url);
    tell(ringback, "yes");
    tell(ringback, "no");
    await advance(controlOf(ringback), "1d");
    return ringback.worlds.main.runHash();
  };
  const hash = await play();
  expect(await play()).toBe(hash);
  receiver.answer = () => ({ status: 200, body: "something else" });
  expect(await play()).not.toBe(hash);
});

verifies("phone.webhooks.replay", async () => {
  await using receiver = await openReceiver(() => 404);
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { secret } = await setWebhook(phoneOf(ringback), receiver.url);
  const row = tell(ringback, "hello");
  await advance(control, "1s");
  receiver.answer = () => ({ status: 200, body: "fine" });
  const path = `/webhooks/deliveries/${row?.id}/replay`;
  expect((await control.post(path)).body).toEqual({
    delivery: "del_001",
    success: true,
    httpStatus: 200,
    responseBody: "fine",
    error: null,
  });
  const edit = { body: '{"text":"changed"}', headers: { "X-Webhook-ID": "del_x", "X-More": "1" } };
  await control.post(path, edit);
  expect(receiver.received.map(({ raw, headers }) => [raw.toString(), headers["x-webhook-id"]])).toEqual([
    [row?.body, "del_001"],
    [row?.body, "del_001"],
    ['{"text":"changed"}', "del_x"],
  ]);
  expect(receiver.received.map((received) => isGenuine(received, secret, Date.now()))).toEqual([
    true,
    true,
    true,
  ]);
  expect((await control.get("/webhooks/deliveries")).body).toMatchObject({
    total: 1,
    deliveries: [
      {
        delivery: "del_001",
        status: "failed",
        httpStatus: 404,
        attemptCount: 1,
        body: row?.body,
        attempts: [
          { attempt: 1, httpStatus: 404, error: "HTTP 404" },
          { attempt: 0, httpStatus: 200, error: null, responseBody: "fine" },
          { attempt: 0, headers: { "X-More": "1" }, body: '{"text":"changed"}' },
        ],
      },
    ],
  });
  expect((await control.get("/webhooks/deliveries?status=pending")).body).toEqual({
    deliveries: [],
    total: 0,
  });
  expect((await control.post("/webhooks/deliveries/del_999/replay")).status).toBe(404);
  for (const headers of [{ host: "x" }, { "content-length": "3" }, { "a b": "x" }, { a: "x\ny" }]) {
    expect((await control.post(path, { headers })).status).toBe(400);
  }
});
