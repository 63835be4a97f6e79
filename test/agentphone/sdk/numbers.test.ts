import { expect, it } from "vitest";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../../support/sdk-refusal.ts";
import { controlOf, sendText, startRingback } from "../../support/store-client.ts";

const gone = { number_id: "num_nothing" };

it("buys a number without a word, and one of an area code for an agent", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, numbers } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const first = await numbers.createNumber();
  expect(first).toMatchObject({ country: "US", status: "active", agentId: null });
  const second = await numbers.createNumber({ country: "US", areaCode: "415", agentId });
  expect(second.phoneNumber).toMatch(/^\+1415\d{7}$/);
  expect(second.agentId).toBe(agentId);
  expect(await numbers.getNumber({ number_id: second.id })).toEqual(second);
  expect(await numbers.listNumbers()).toEqual({ data: [second, first], hasMore: false, total: 2 });
  const page = await numbers.listNumbers({ offset: 1 }, { queryParams: { limit: 1 } });
  expect(page).toEqual({ data: [first], hasMore: false, total: 2 });
});

it("releases a number once", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { numbers } = sdkOf(ringback);
  const { id, phoneNumber } = await numbers.createNumber();
  const released = await numbers.deleteNumber({ number_id: id });
  expect(released).toEqual({ success: true, phoneNumber, status: "released" });
  expect(await numbers.listNumbers()).toEqual({ data: [], hasMore: false, total: 0 });
  expect((await numbers.getNumber({ number_id: id })).status).toBe("released");
  expect(await refusalFrom(numbers.deleteNumber({ number_id: id }))).toMatchObject({
    by: "AgentPhoneError",
    statusCode: 400,
  });
});

it("reads the texts of a number; the sender's key is from_", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { numbers } = sdkOf(ringback);
  const { id, phoneNumber } = await numbers.createNumber();
  for (const body of ["one", "two", "three"]) await sendText(controlOf(ringback), phoneNumber, body);
  const { data, hasMore } = await numbers.getMessages({ number_id: id, limit: 2 });
  expect(data.map(({ body }) => body)).toEqual(["three", "two"]);
  expect(hasMore).toBe(true);
  expect(data[0]).toMatchObject({ from_: "+14155550123", to: phoneNumber, direction: "inbound" });
  const before = await numbers.getMessages({ number_id: id, before: "2026-04-01T10:22:00+00:00" });
  expect(before).toEqual({ data: [], hasMore: false });
});

it("says that there is no such number, and where a wish is wrong", async () => {
  await using ringback = await startRingback();
  const { numbers } = sdkOf(ringback);
  for (const asked of [numbers.getNumber(gone), numbers.deleteNumber(gone), numbers.getMessages(gone)])
    expect(await refusalFrom(asked)).toEqual(refused(404, "Number not found."));
  const abroad = numbers.createNumber({ country: "DE" });
  expect(await refusalFrom(abroad)).toEqual(unprocessable("body.country"));
  const short = numbers.createNumber({ areaCode: "41" });
  expect(await refusalFrom(short)).toEqual(unprocessable("body.areaCode"));
  const many = numbers.getMessages({ ...gone, limit: 201 });
  expect(await refusalFrom(many)).toEqual(unprocessable("query.limit"));
  const page = numbers.listNumbers({}, { queryParams: { limit: 0 } });
  expect(await refusalFrom(page)).toEqual(unprocessable("query.limit"));
});

it("buys for a sub-account by the header of its types", async () => {
  await using ringback = await startRingback();
  const { numbers, subAccounts } = sdkOf(ringback);
  const { id } = (await subAccounts.createSubAccount({ name: "Branch" })) as { id: string };
  const scope = { "X-Sub-Account-Id": id };
  const bought = await numbers.createNumber({ ...scope });
  expect((await numbers.listNumbers(scope)).data).toEqual([bought]);
  expect((await numbers.listNumbers()).data).toEqual([]);
  expect(await refusalFrom(numbers.deleteNumber({ number_id: bought.id }))).toMatchObject({
    statusCode: 404,
  });
  expect(await numbers.deleteNumber({ number_id: bought.id, ...scope })).toMatchObject({ success: true });
});
