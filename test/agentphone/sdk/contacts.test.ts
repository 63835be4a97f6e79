import { expect, it } from "vitest";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

const gone = { contact_id: "ct_nothing" };

it("creates, reads, lists, changes and deletes contacts", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { contacts } = sdkOf(ringback);
  const created = await contacts.createContact({ phoneNumber: "(415) 555-0123", name: "Nina", notes: "VIP" });
  expect(created).toMatchObject({ phoneNumber: "+14155550123", name: "Nina", email: null, notes: "VIP" });
  const { id } = created;
  expect(await contacts.getContact({ contact_id: id })).toEqual(created);
  expect(await contacts.listContacts()).toEqual({ data: [created], hasMore: false, total: 1 });
  const updated = await contacts.updateContact({ contact_id: id, email: "nina@example.com" });
  expect(updated).toMatchObject({ name: "Nina", email: "nina@example.com" });
  expect(await contacts.deleteContact({ contact_id: id })).toBeUndefined();
  expect(await contacts.listContacts()).toEqual({ data: [], hasMore: false, total: 0 });
});

it("searches by the parameter that its types lack", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { contacts } = sdkOf(ringback);
  await contacts.createContact({ phoneNumber: "+14155550123", name: "Nina" });
  await contacts.createContact({ phoneNumber: "+14155550124", name: "Omar" });
  const namesFor = async (queryParams: Record<string, unknown>) =>
    (await contacts.listContacts({}, { queryParams })).data.map(({ name }) => name);
  expect(await namesFor({ search: "NIN" })).toEqual(["Nina"]);
  expect(await namesFor({ search: "+14155550124" })).toEqual(["Omar"]);
  expect(await namesFor({ search: "nobody" })).toEqual([]);
  expect(await namesFor({ limit: 1 })).toEqual(["Omar"]);
});

it("says what is there twice, what is not there, and what is wrong", async () => {
  await using ringback = await startRingback();
  const { contacts } = sdkOf(ringback);
  await contacts.createContact({ phoneNumber: "+14155550123", name: "Nina" });
  const again = await refusalFrom(contacts.createContact({ phoneNumber: "415-555-0123", name: "Ninette" }));
  expect(again).toMatchObject({ by: "AgentPhoneError", statusCode: 409 });
  const asked = [
    contacts.getContact(gone),
    contacts.updateContact({ ...gone, name: "x" }),
    contacts.deleteContact(gone),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom)))
    expect(refusal).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
  const nameless = contacts.createContact({ phoneNumber: "+14155550125", name: "" });
  expect(await refusalFrom(nameless)).toEqual(unprocessable("body.name"));
  const none = await refusalFrom(contacts.createContact({ phoneNumber: "nobody", name: "x" }));
  expect(none).toMatchObject({ by: "UnprocessableEntityError", statusCode: 422 });
});

it("asks for capabilities only with an iMessage line; the plus in a query arrives", async () => {
  await using ringback = await startRingback();
  const { contacts, numbers } = sdkOf(ringback);
  const wish = { phone_number: "+14155550123" };
  expect(await refusalFrom(contacts.getContactCapabilities(wish))).toMatchObject({
    by: "AgentPhoneError",
    statusCode: 400,
  });
  ringback.worlds.all()[0]?.domain.agentphone.profiles.change("acct_001", { numberType: "imessage" });
  await numbers.createNumber();
  expect(await contacts.getContactCapabilities(wish)).toMatchObject({
    phoneNumber: "+14155550123",
    capabilities: { sms: true },
  });
  const none = contacts.getContactCapabilities({ phone_number: "nobody" });
  expect(await refusalFrom(none)).toMatchObject({ by: "UnprocessableEntityError" });
});
