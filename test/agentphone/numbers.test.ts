import { expect, it } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../support/sdk-refusal.ts";
import {
  acme,
  advance,
  agentOf,
  Client,
  controlOf,
  sendText,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const setProfile = async (ringback: Ringback, profile: object): Promise<void> => {
  const { status } = await controlOf(ringback).patch("/accounts/acct_001/profile", profile);
  expect(status).toBe(200);
};

const setCredit = async (ringback: Ringback, creditUsd: number): Promise<void> => {
  const { status } = await controlOf(ringback).put("/accounts/acct_001/credit", { creditUsd });
  expect(status).toBe(200);
};

/** How often an account was charged for what. */
const chargesOf = async (ringback: Ringback): Promise<Record<string, [count: number, costUsd: string]>> => {
  const { body } = await controlOf(ringback).get("/accounts/acct_001/ledger");
  const { totals } = body as { totals: { kind: string; count: number; costUsd: string }[] };
  return Object.fromEntries(totals.map(({ kind, count, costUsd }) => [kind, [count, costUsd]]));
};

const eventsOf = async (ringback: Ringback, type: string): Promise<readonly Record<string, unknown>[]> => {
  const { body } = await controlOf(ringback).get(`/events?type=${type}`);
  return (body as { events: Record<string, unknown>[] }).events;
};

const stateOf = async (ringback: Ringback) => {
  const { body } = await controlOf(ringback).get("/state");
  return body as { lines: Record<string, object>; accounts: Record<string, object> };
};

verifies("phone.numbers.buy", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const { agents } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const { status, body } = await phone.post("/v1/numbers", { country: "US", areaCode: "212", agentId });
  expect(status).toBe(200);
  expect(body).toEqual({
    id: "num_001",
    phoneNumber: expect.stringMatching(/^\+121255501\d\d$/) as string,
    country: "US",
    status: "active",
    type: "sms",
    agentId,
    createdAt: "2026-04-01T10:22:00.000Z",
    outboundSms: "enabled",
    voiceRouting: { method: "agent" },
  });
  const canadian = await phone.post("/v1/numbers", { country: "CA", areaCode: null, agentId: null });
  expect(canadian.body).toMatchObject({ country: "CA", agentId: null });
  expect((await phone.post("/v1/numbers", {})).body).toMatchObject({ country: "US" });
  expect((await phone.send("POST", "/v1/numbers")).status).toBe(200);
  expect(await eventsOf(ringback, "line.rented")).toHaveLength(4);
  expect((await stateOf(ringback)).lines[(body as { phoneNumber: string }).phoneNumber]).toMatchObject({
    provider: "agentphone",
    type: "sms",
    numberId: "num_001",
    status: "active",
    agent: "Desk",
  });
});

it("refuses what is no wish for a number, and buys nothing then", async () => {
  await using ringback = await startRingback();
  const { numbers } = sdkOf(ringback);
  const wishes: readonly (readonly [object, string])[] = [
    [{ country: "DE" }, "country"],
    [{ country: "us" }, "country"],
    [{ country: null }, "country"],
    [{ areaCode: "41" }, "areaCode"],
    [{ areaCode: "4155" }, "areaCode"],
    [{ areaCode: "abc" }, "areaCode"],
    [{ areaCode: 415 }, "areaCode"],
    [{ agentId: "" }, "agentId"],
  ];
  for (const [wish, field] of wishes) {
    const refusal = await refusalFrom(numbers.createNumber(wish));
    expect([wish, refusal]).toEqual([wish, unprocessable(`body.${field}`)]);
  }
  const foreign = numbers.createNumber({ agentId: "agt_999" });
  expect(await refusalFrom(foreign)).toEqual(refused(404, "Agent not found."));
  expect(await numbers.listNumbers()).toEqual({ data: [], hasMore: false, total: 0 });
  expect(await chargesOf(ringback)).toEqual({});
});

verifies(["phone.numbers.list", "phone.numbers.order"], async () => {
  await using ringback = await startRingback();
  const { numbers } = sdkOf(ringback);
  const bought = [];
  for (let count = 0; count < 4; count += 1) bought.push(await numbers.createNumber());
  const [one, two, three, four] = bought.map(({ id }) => id);
  await numbers.deleteNumber({ number_id: two ?? "" });
  const list = async (limit: number, offset: number) => {
    const page = await numbers.listNumbers({ offset }, { queryParams: { limit } });
    return [page.data.map(({ id }) => id), page.hasMore, page.total];
  };
  expect(await list(100, 0)).toEqual([[four, three, one], false, 3]);
  expect(await list(2, 0)).toEqual([[four, three], true, 3]);
  expect(await list(2, 2)).toEqual([[one], false, 3]);
  expect(await list(2, 3)).toEqual([[], false, 3]);
  expect(await numbers.getNumber({ number_id: two ?? "" })).toMatchObject({ id: two, status: "released" });
});

verifies("phone.numbers.release", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { agents, numbers, conversations } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const { id: number_id, phoneNumber } = await numbers.createNumber({ agentId });
  await sendText(control, phoneNumber, "remember me");
  const { status, body } = await phoneOf(ringback).delete(`/v1/numbers/${number_id}`);
  expect([status, body]).toEqual([200, { success: true, phoneNumber, status: "released" }]);
  expect(await eventsOf(ringback, "line.released")).toMatchObject([
    { line: phoneNumber, account: "acct_001", provider: "agentphone" },
  ]);
  const refusal = refused(400, "Phone number has already been released.");
  expect(await refusalFrom(numbers.deleteNumber({ number_id }))).toEqual(refusal);
  expect(await numbers.getNumber({ number_id })).toMatchObject({ status: "released", agentId: null });
  const text = await control.post("/people/text", { from: acme, to: phoneNumber, body: "hello?" });
  expect(text.status).toBe(404);
  expect((await numbers.getMessages({ number_id })).data).toMatchObject([{ body: "remember me" }]);
  expect((await conversations.listConversations()).total).toBe(1);
  await advance(control, "90d");
  expect((await chargesOf(ringback))["number_rent"]).toEqual([1, "3.00"]);
});

it("releases a number once, however many ask at once", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { id } = await sdkOf(ringback).numbers.createNumber();
  const answers = await Promise.all([1, 2, 3].map(() => phone.delete(`/v1/numbers/${id}`)));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400, 400]);
});

verifies("phone.numbers.rentedAgain", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { numbers } = sdkOf(ringback);
  const { id: number_id, phoneNumber } = await numbers.createNumber();
  const first = await sendText(control, phoneNumber, "for the first one");
  await sendText(control, phoneNumber, "STOP");
  await numbers.deleteNumber({ number_id });

  const inStore = { provider: "store", country: "US", number: phoneNumber };
  const { serviceId } = (await control.post("/lines", inStore)).body as { serviceId: string };
  const inbox = await agentOf(ringback).get(`/services/${serviceId}/phone/messages`);
  expect(inbox.body).toEqual({ messages: [] });
  expect((await agentOf(ringback).get(`/services/${serviceId}/phone/messages/${first}`)).status).toBe(404);
  expect((await stateOf(ringback)).lines[phoneNumber]).toMatchObject({ provider: "store", messages: 0 });
  await sendText(control, phoneNumber, "for the second one");
  const { data } = await numbers.getMessages({ number_id });
  expect(data.map(({ body }) => body)).toEqual(["STOP", "for the first one"]);
  expect(ringback.worlds.main.world.tables.optOuts.size).toBe(0);
});

verifies("phone.numbers.areaCode", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { numbers } = sdkOf(ringback);
  await setProfile(ringback, { emptyAreaCodes: ["212", "415"] });
  const soldOut = (areaCode: string) =>
    refused(409, `No phone numbers available in area code ${areaCode}. Try one of: 646, 310, 312.`);
  expect(await refusalFrom(numbers.createNumber({ areaCode: "212" }))).toEqual(soldOut("212"));
  expect((await numbers.createNumber()).phoneNumber).toMatch(/^\+1646/);
  expect((await numbers.createNumber({ areaCode: "919" })).phoneNumber).toMatch(/^\+1919/);
  // A hundred fictional numbers begin with each area code.
  for (let count = 1; count < 100; count += 1) await numbers.createNumber({ areaCode: "919" });
  expect(await refusalFrom(numbers.createNumber({ areaCode: "919" }))).toEqual(soldOut("919"));
  expect(await refusalFrom(numbers.createNumber({ areaCode: "416" }))).toEqual(soldOut("416"));
  expect((await numbers.listNumbers()).total).toBe(101);
  expect((await chargesOf(ringback))["number_rent"]?.[0]).toBe(101);
});

verifies("phone.numbers.anyAreaCode", async () => {
  await using ringback = await startRingback();
  await setProfile(ringback, { emptyAreaCodes: ["212"], scarceAreaCode: "any" });
  const { numbers } = sdkOf(ringback);
  expect((await numbers.createNumber({ areaCode: "212" })).phoneNumber).toMatch(/^\+1415/);
  expect((await numbers.createNumber({ areaCode: "800" })).phoneNumber).toMatch(/^\+1415/);
});

verifies("phone.numbers.shortage", async () => {
  await using ringback = await startRingback();
  await setProfile(ringback, { emptyAreaCodes: ["*"] });
  const asked = sdkOf(ringback).numbers.createNumber({ country: "CA" });
  const detail = "No phone numbers available in CA right now. Try again later.";
  expect(await refusalFrom(asked)).toEqual(refused(503, detail));
});

verifies("phone.numbers.limit", async () => {
  await using ringback = await startRingback();
  await setProfile(ringback, { enforceNumberLimit: true, numberLimit: 2, errorShape: "envelope" });
  const phone = phoneOf(ringback);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => phone.post("/v1/numbers")));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    200, 200, 409, 409, 409,
  ]);
  const refusal = answers.find(({ status }) => status === 409);
  expect(refusal?.body).toMatchObject({ error: { code: "VALIDATION_ERROR_NUMBER_LIMIT" } });
  const { data } = await sdkOf(ringback).numbers.listNumbers();
  await phone.delete(`/v1/numbers/${data[0]?.id}`);
  expect((await phone.post("/v1/numbers")).status).toBe(200);
});

verifies("phone.numbers.billing", async () => {
  await using ringback = await startRingback();
  const { numbers } = sdkOf(ringback);
  await setProfile(ringback, { requirePaymentMethod: true });
  expect(await refusalFrom(numbers.createNumber())).toMatchObject({ statusCode: 402 });
  await setProfile(ringback, { hasPaymentMethod: true, enforceBalance: true, errorShape: "envelope" });
  await setCredit(ringback, 5.99);
  await numbers.createNumber();
  expect(await refusalFrom(numbers.createNumber())).toMatchObject({
    statusCode: 402,
    body: { error: { code: "INSUFFICIENT_BALANCE" } },
  });
  expect((await stateOf(ringback)).accounts["default"]).toMatchObject({ creditUsd: 2.99, costUsd: 3 });
  await setProfile(ringback, { enforceBalance: false });
  await numbers.createNumber();
  expect((await stateOf(ringback)).accounts["default"]).toMatchObject({ creditUsd: -0.01, costUsd: 6 });
});

verifies("phone.numbers.rent", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await sdkOf(ringback).numbers.createNumber();
  const rents = async () => (await chargesOf(ringback))["number_rent"];
  expect(await rents()).toEqual([1, "3.00"]);
  await advance(control, "29d23h");
  expect(await rents()).toEqual([1, "3.00"]);
  await advance(control, "1h");
  expect(await rents()).toEqual([2, "6.00"]);
  await advance(control, "60d");
  expect(await rents()).toEqual([4, "12.00"]);
});

verifies("phone.numbers.grace", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { numbers } = sdkOf(ringback);
  await setProfile(ringback, { enforceBalance: true });
  await setCredit(ringback, 5);
  const { id: number_id } = await numbers.createNumber();
  const status = async () => (await numbers.getNumber({ number_id })).status;
  await advance(control, "45d");
  expect([await status(), (await chargesOf(ringback))["number_rent"]]).toEqual(["active", [1, "3.00"]]);

  await setCredit(ringback, 4);
  await advance(control, "1d");
  expect((await chargesOf(ringback))["number_rent"]).toEqual([2, "6.00"]);
  await advance(control, "14d");
  expect([await status(), (await chargesOf(ringback))["number_rent"]]).toEqual(["active", [2, "6.00"]]);
  await advance(control, "29d");
  expect(await status()).toBe("active");
  await advance(control, "1d");
  expect(await status()).toBe("released");
  expect(await eventsOf(ringback, "line.released")).toHaveLength(1);
  expect(ringback.worlds.main.world.clock.timers()).toEqual([]);
});

it("takes a snapshot of rented numbers, and their rent goes on in the fork", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await sdkOf(ringback).numbers.createNumber();
  await control.post("/worlds/main/fork", { as: "copy" });
  const copy = new Client(`${ringback.url}/w/copy/_ringback`);
  await advance(copy, "30d");
  const costOf = async (world: Client) => (await world.get("/accounts/acct_001/ledger")).body;
  expect(await costOf(copy)).toMatchObject({ costUsd: "6.00" });
  expect(await costOf(control)).toMatchObject({ costUsd: "3.00" });
});

verifies("phone.numbers.outboundSms", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { numbers } = sdkOf(ringback);
  const { id: number_id } = await numbers.createNumber();
  const outboundSms = async () => (await phoneOf(ringback).get(`/v1/numbers/${number_id}`)).body;
  expect(await outboundSms()).toMatchObject({ outboundSms: "enabled" });
  await setProfile(ringback, { requireRegistration: true });
  expect(await outboundSms()).toMatchObject({ outboundSms: "registration_required" });
  const { registrations } = ringback.worlds.main.domain.agentphone;
  registrations.submit("acct_001", {}, undefined);
  expect(await outboundSms()).toMatchObject({ outboundSms: "activating" });
  await control.put("/accounts/acct_001/registration", { status: "approved" });
  expect(await outboundSms()).toMatchObject({ outboundSms: "enabled" });
});

verifies(["phone.numbers.lookup", "phone.numbers.lookupTypes"], async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { phoneNumber } = await sdkOf(ringback).numbers.createNumber();
  const look = (list: string) => phone.get(`/v1/numbers/lookup?phoneNumbers=${encodeURIComponent(list)}`);
  const { status, body } = await look(`${phoneNumber},+14165550123, (415) 555-0123,+442079460123`);
  expect([status, body]).toEqual([
    200,
    {
      data: [
        { phoneNumber, lineType: "voip", country: "US", rcsEnabled: false },
        { phoneNumber: "+14165550123", lineType: "mobile", country: "CA", rcsEnabled: false },
        { phoneNumber: acme, lineType: "mobile", country: "US", rcsEnabled: false },
        { phoneNumber: "+442079460123", lineType: "mobile", country: "GB", rcsEnabled: false },
      ],
    },
  ]);
  expect((await chargesOf(ringback))["lookup"]).toEqual([4, "0.036"]);
  const many = (count: number) => Array.from({ length: count }, () => acme).join(",");
  expect((await look(many(25))).status).toBe(200);
  for (const wrong of [many(26), "", "nobody", `${acme},`, "911", "+18002738255", `${acme},988`]) {
    expect([wrong, (await look(wrong)).status]).toEqual([wrong, 422]);
  }
  expect((await phone.get("/v1/numbers/lookup")).status).toBe(422);
  expect((await chargesOf(ringback))["lookup"]).toEqual([29, "0.261"]);
  await setProfile(ringback, { enforceBalance: true });
  await setCredit(ringback, 0.01);
  expect((await look(acme)).status).toBe(200);
  expect((await look(acme)).status).toBe(402);
});

verifies("phone.numbers.declared", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { agents, numbers } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const line = { provider: "agentphone", country: "CA", type: "imessage", locality: "vancouver", agentId };
  const { status, body } = await control.post("/lines", line);
  expect([status, body]).toEqual([
    201,
    { number: expect.stringMatching(/^\+1604/) as string, provider: "agentphone", numberId: "num_001" },
  ]);
  expect(await numbers.getNumber({ number_id: "num_001" })).toMatchObject({ type: "imessage", agentId });
  const certain = { provider: "agentphone", country: "US", number: "+1 (212) 555-0100" };
  expect((await control.post("/lines", certain)).body).toMatchObject({ number: "+12125550100" });
  await advance(control, "90d");
  expect(await chargesOf(ringback)).toEqual({});
  const refusals: readonly (readonly [object, number])[] = [
    [{ ...certain }, 409],
    [{ ...certain, number: "911" }, 403],
    [{ ...certain, country: "GB" }, 422],
    [{ ...certain, type: "mobile" }, 422],
    [{ ...certain, balanceMinor: 1 }, 400],
    [{ ...certain, agentId: "agt_999" }, 404],
    [{ ...certain, accountId: "acct_999" }, 404],
    [{ provider: "store", country: "US", agentId }, 400],
  ];
  for (const [request, expected] of refusals) {
    expect([request, (await control.post("/lines", request)).status]).toEqual([request, expected]);
  }
  expect((await numbers.listNumbers()).total).toBe(2);
});

it("never rents out somebody's number", async () => {
  await using ringback = await startRingback();
  for (let last = 0; last < 100; last += 1) {
    const number = `+1919555${String(100 + last).padStart(4, "0")}`;
    if (last !== 42) await controlOf(ringback).post("/people", { name: `person ${last}`, number });
  }
  const { numbers } = sdkOf(ringback);
  expect((await numbers.createNumber({ areaCode: "919" })).phoneNumber).toBe("+19195550142");
  expect(await refusalFrom(numbers.createNumber({ areaCode: "919" }))).toMatchObject({ statusCode: 409 });
});
