import { expect, it } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../support/sdk-refusal.ts";
import { acme, advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Declares a number of AgentPhone's and answers its id and itself. */
const declare = async (ringback: Ringback, type: "sms" | "imessage") => {
  const line = { provider: "agentphone", country: "US", type };
  const { body } = await controlOf(ringback).post("/lines", line);
  return body as { number: string; numberId: string };
};

verifies("phone.cards.put", async () => {
  await using ringback = await startRingback();
  const { contactCards } = sdkOf(ringback);
  const { numberId: number_id } = await declare(ringback, "imessage");
  const avatarUrl = "https://example.com/face.png";
  const card = { firstName: "Desk", lastName: "Agent", displayName: "The Desk" };
  const put = await contactCards.putContactCard({ number_id, ...card, avatarUrl });
  expect(put).toEqual({ ...card, hasAvatar: true });
  expect(await contactCards.getContactCard({ number_id })).toEqual(put);
  const replaced = { firstName: "Other", lastName: null, displayName: null, hasAvatar: false };
  expect(await contactCards.putContactCard({ number_id, firstName: "Other" })).toEqual(replaced);
  const { status, text } = await phoneOf(ringback).delete(`/v1/numbers/${number_id}/contact-card`);
  expect([status, text]).toEqual([204, ""]);
  expect(await contactCards.deleteContactCard({ number_id })).toBeUndefined();
  expect(await refusalFrom(contactCards.getContactCard({ number_id }))).toMatchObject({ statusCode: 404 });
});

verifies("phone.cards.unset", async () => {
  await using ringback = await startRingback();
  const { contactCards } = sdkOf(ringback);
  const { numberId: number_id } = await declare(ringback, "imessage");
  const asked = contactCards.getContactCard({ number_id });
  expect(await refusalFrom(asked)).toEqual(refused(404, "Contact card not found."));
  await controlOf(ringback).patch("/accounts/acct_001/profile", { missingContactCard: "empty" });
  const empty = { firstName: null, lastName: null, displayName: null, hasAvatar: false };
  expect(await contactCards.getContactCard({ number_id })).toEqual(empty);
});

verifies("phone.cards.smsLine", async () => {
  await using ringback = await startRingback();
  const { contactCards, numbers } = sdkOf(ringback);
  const { numberId: number_id } = await declare(ringback, "sms");
  for (const asked of [
    contactCards.getContactCard({ number_id }),
    contactCards.putContactCard({ number_id, firstName: "Desk" }),
  ]) {
    const detail = "Contact cards are only available for iMessage numbers.";
    expect(await refusalFrom(asked)).toEqual(refused(400, detail));
  }
  expect(await contactCards.deleteContactCard({ number_id })).toBeUndefined();
  await numbers.deleteNumber({ number_id });
  expect(await refusalFrom(contactCards.getContactCard({ number_id }))).toMatchObject({ statusCode: 400 });
});

verifies("phone.capabilities", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const own = await declare(ringback, "imessage");
  const plain = await declare(ringback, "sms");
  const nina = { name: "nina", number: "+14155550142", imessage: true, appleId: "nina@example.com" };
  expect((await control.post("/people", nina)).body).toEqual(nina);
  expect((await control.get("/people")).body).toEqual({ people: [nina] });
  await control.post("/people", { name: "acme", number: acme });
  const reach = async (phone_number: string) =>
    sdkOf(ringback).contacts.getContactCapabilities({ phone_number });
  expect(await reach("(415) 555-0142")).toEqual({
    phoneNumber: "+14155550142",
    capabilities: { imessage: true, sms: true },
    checkedAt: "2026-04-01T10:22:00.000Z",
  });
  const imessageOf = async (number: string) => (await reach(number)).capabilities.imessage;
  expect(await imessageOf(own.number)).toBe(true);
  expect(await imessageOf(plain.number)).toBe(false);
  expect(await imessageOf(acme)).toBe(false);
  expect(await imessageOf("+14155550177")).toBe(false);
  for (const wrong of ["nobody", "911", "+18002738255"]) {
    expect(await refusalFrom(reach(wrong))).toEqual(unprocessable("query.phone_number"));
  }
});

verifies("phone.capabilities.noLine", async () => {
  await using ringback = await startRingback();
  const { contacts, numbers } = sdkOf(ringback);
  const ask = () => refusalFrom(contacts.getContactCapabilities({ phone_number: acme }));
  await declare(ringback, "sms");
  expect(await ask()).toMatchObject({ statusCode: 400 });
  const { numberId: number_id } = await declare(ringback, "imessage");
  await contacts.getContactCapabilities({ phone_number: acme });
  await numbers.deleteNumber({ number_id });
  expect(await ask()).toMatchObject({ statusCode: 400 });
});

verifies(["phone.location", "phone.location.status"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { location } = sdkOf(ringback);
  const where = () => location.getLocation({ phone_number: acme });
  expect(await refusalFrom(where())).toEqual(refused(404, "Location not found."));
  await control.post("/people", { name: "acme", number: acme });
  const nowhere = { phoneNumber: acme, latitude: null, longitude: null, status: "unavailable" };
  expect(await where()).toEqual({ ...nowhere, lastUpdated: 0 });

  const place = { latitude: 37.7749, longitude: -122.4194 };
  const shared = await control.post("/people/locate", { number: "+1 415 555 0123", ...place });
  expect(shared.body).toEqual({ number: acme, ...place, at: "2026-04-01T10:22:00.000Z" });
  const seconds = Date.parse("2026-04-01T10:22:00Z") / 1000;
  expect(await where()).toEqual({ phoneNumber: acme, ...place, status: "available", lastUpdated: seconds });
  await advance(control, "1h");
  expect((await where()).lastUpdated).toBe(seconds);
  expect(await location.refreshLocations()).toEqual({ success: true, pollAfterSeconds: 20 });
  expect((await where()).lastUpdated).toBe(seconds + 3600);

  await control.post("/people/locate", { number: acme });
  expect(await where()).toEqual({ ...nowhere, lastUpdated: seconds + 3600 });
  const wrong = location.getLocation({ phone_number: "nobody" });
  expect(await refusalFrom(wrong)).toEqual(unprocessable("path.phone_number"));
});

it("refuses half a place, and places that are nowhere on earth", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  for (const place of [
    { latitude: 1 },
    { longitude: 1 },
    { latitude: 91, longitude: 0 },
    { latitude: 0, longitude: 181 },
  ]) {
    expect((await control.post("/people/locate", { number: acme, ...place })).status).toBe(400);
  }
  expect((await control.post("/people/locate", { number: "911" })).status).toBe(403);
});
