import { expect, it } from "vitest";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import { advance, Client, controlOf, playScenario, startRingback } from "./support/store-client.ts";

const story = `version: 1
name: Story
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: +12125550186 } }
script:
  - after: 5s
    otp: { from: acme, to: inbox, code: 1234, save: code }
  - after: 10s
    sms: { from: acme, to: inbox, body: hello }
expect:
  - message.received: { to: inbox }
    times: 2
  - otp.used: { code: '\${code}' }
    within: 1m
  - order: [{ otp.issued: {} }, { message.received: { body: hello } }, { otp.used: {} }]
    within: 20s
  - never: { message.received: { body: hello } }
`;

/** The controls of a world of its own. */
const controlIn = ({ url }: Ringback, world: string): Client => new Client(`${url}/w/${world}/_ringback`);

/** What comes of a story that has begun, when the code is used after so long. */
const goOn = async (control: Client, run: string, useAfter: string): Promise<unknown> => {
  await advance(control, useAfter);
  await control.post("/otps/check", { code: "1234" });
  await advance(control, "5m");
  const { body } = await control.post(`/scenarios/${run}/finish`);
  const { failures, met, expected } = body as {
    met: number;
    expected: number;
    failures: readonly { code: string; message: string }[];
  };
  return { met, expected, failures: failures.map(({ code, message }) => `${code} ${message}`) };
};

const forbidden = "forbidden_event Expected no message.received with body “hello”, but it happened once.";
const inTime = { met: 3, expected: 4, failures: [forbidden] };

it("goes on in a fork from the middle of a story, each world by itself, and judges alike", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, story);
  await advance(control, "7s");
  expect((await control.post("/worlds/main/fork", { as: "copy" })).status).toBe(201);
  expect((await control.post("/worlds/main/fork", { as: "late" })).status).toBe(201);
  expect(await goOn(control, run, "10s")).toEqual(inTime);
  expect(await goOn(controlIn(ringback, "copy"), run, "10s")).toEqual(inTime);
  expect(await goOn(controlIn(ringback, "late"), run, "2m")).toMatchObject({ met: 1 });
});

it("goes on from a snapshot taken in the middle as if nothing had been", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, story);
  await advance(control, "7s");
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  expect(await goOn(control, run, "10s")).toEqual(inTime);
  await control.post("/worlds/main/restore", { snapshot });
  expect(await goOn(control, run, "10s")).toEqual(inTime);
});

it("expects nothing any more in a world that was reset", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, story);
  await advance(control, "7s");
  await control.post("/worlds/main/reset");
  expect((await control.post(`/scenarios/${run}/finish`)).status).toBe(404);
  await advance(control, "10m");
  const overdue = ringback.worlds.main.world.events
    .after(0, 1000)
    .filter(({ type }) => type === "expectation.overdue");
  expect(overdue).toEqual([]);
  const again = await playScenario(control, story);
  await advance(control, "7s");
  expect(await goOn(control, again, "10s")).toEqual(inTime);
});
