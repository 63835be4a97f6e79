import { expect, it } from "vitest";
import { nina } from "../../support/imessage-thread.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom } from "../../support/sdk-refusal.ts";
import { controlOf, startRingback } from "../../support/store-client.ts";

it("answers where somebody says to be", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { location } = sdkOf(ringback);
  await controlOf(ringback).post("/people", { name: "Nina", number: nina });
  await controlOf(ringback).post("/people/locate", { number: nina, latitude: 40.7, longitude: -74 });
  expect(await location.getLocation({ phone_number: nina })).toEqual({
    phoneNumber: nina,
    latitude: 40.7,
    longitude: -74,
    status: "available",
    lastUpdated: 1_775_038_920,
  });
});

it("asks everybody for a fresh location, with no body at all", async () => {
  await using ringback = await startRingback();
  const { location } = sdkOf(ringback);
  expect(await location.refreshLocations()).toEqual({ success: true, pollAfterSeconds: 20 });
});

it("knows nothing of strangers", async () => {
  await using ringback = await startRingback();
  const { location } = sdkOf(ringback);
  const asked = location.getLocation({ phone_number: "+14155550199" });
  expect(await refusalFrom(asked)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
});
