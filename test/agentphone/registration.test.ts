import type { AgentPhone } from "agentphone";
import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneKey, phoneOf, sdkOf } from "../support/phone-client.ts";
import { advance, ask, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** What a person on their own says to register. */
const soleProprietor: AgentPhone.RegistrationRequest = {
  registration_type: "sole_proprietor",
  first_name: "Nina",
  last_name: "Ito",
  email: "nina@example.com",
  phone_number: "+14155550123",
  street_address: "1 Main Street",
  city: "San Francisco",
  state: "CA",
  zip_code: "94105",
  description: "Reminders of appointments for the customers of a small bicycle shop.",
  use_cases: ["customer_care"],
  message_samples: [
    "Your bicycle is ready. Reply STOP to opt out.",
    "See you tomorrow at 9:00. Reply STOP to opt out.",
  ],
  consent_flow: "Customers tick a box on the order form that says they want texts.",
  opt_in_image_url: "https://example.com/opt-in.png",
};

/** What a company says besides. */
const brand = {
  registration_type: "standard_brand",
  business_name: "Ito Bicycles",
  organization_type: "llc",
  contact_title: "ceo",
  ein: "12-3456789",
  privacy_policy_url: "https://example.com/privacy",
  terms_of_service_url: "https://example.com/terms",
} as const;

const statusOf = async (ringback: Ringback, subAccount?: string) => {
  const scope = subAccount === undefined ? {} : { "x-sub-account-id": subAccount };
  const headers = { authorization: `Bearer ${phoneKey(ringback)}`, ...scope };
  return (await ask(`${ringback.url}/v1/register/status`, { headers })).body;
};

const registered = async (ringback: Ringback, change: object = {}) =>
  phoneOf(ringback).post("/v1/register", { ...soleProprietor, ...change });

verifies("phone.registration.submit", async () => {
  await using ringback = await startRingback();
  const { registration } = sdkOf(ringback);
  expect(await registration.getRegistrationStatus()).toEqual({
    campaign_status: "none",
    message: "No registration was submitted yet.",
    stage: null,
  });
  const answer = await registration.registerA2P(soleProprietor);
  expect(answer).toEqual({
    ok: true,
    message: expect.stringContaining("under review") as string,
    campaign_status: "pending",
    sub_account_id: "acct_002",
    fee_cents: 2500,
  });
  expect(await registration.getRegistrationStatus()).toMatchObject({
    campaign_status: "pending",
    stage: "carrier_review",
  });
  expect((await phoneOf(ringback).get("/v1/sub-accounts")).body).toMatchObject({
    data: [{ id: "acct_002", name: "Nina Ito" }],
  });
  expect((await controlOf(ringback).get("/accounts/acct_001/ledger")).body).toMatchObject({
    totals: [{ kind: "registration", count: 1, costUsd: "25.00" }],
  });
});

verifies("phone.registration.submit", "makes no sub-account where none is wanted", async () => {
  await using ringback = await startRingback();
  const answer = await registered(ringback, { ...brand, create_sub_account: false });
  expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ sub_account_id: null })]);
  expect((await phoneOf(ringback).get("/v1/sub-accounts")).body).toMatchObject({ total: 0 });
});

verifies("phone.registration.submit", "takes no fee from a balance that is too low", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await control.put("/accounts/acct_001/credit", { creditUsd: 24.99 });
  await control.patch("/accounts/acct_001/profile", { enforceBalance: true });
  expect((await registered(ringback)).status).toBe(402);
  expect(await statusOf(ringback)).toMatchObject({ campaign_status: "none" });
  expect((await phoneOf(ringback).get("/v1/sub-accounts")).body).toMatchObject({ total: 0 });
});

verifies("phone.registration.fields", async () => {
  await using ringback = await startRingback();
  const wrong: readonly (readonly [field: string, value: unknown])[] = [
    ["registration_type", "company"],
    ["first_name", ""],
    ["last_name", undefined],
    ["email", "nina"],
    ["phone_number", null],
    ["street_address", undefined],
    ["city", ""],
    ["state", undefined],
    ["zip_code", ""],
    ["country", "United States"],
    ["organization_type", "club"],
    ["contact_title", "boss"],
    ["planned_numbers", 0],
    ["description", "x".repeat(39)],
    ["use_cases", []],
    ["use_cases", Array<string>(6).fill("marketing")],
    ["use_cases", ["fun"]],
    ["volume", "medium"],
    ["message_samples", ["x".repeat(20)]],
    ["message_samples", ["x".repeat(20), "x".repeat(19)]],
    ["message_samples", ["x".repeat(20), "x".repeat(1025)]],
    ["message_samples", Array<string>(6).fill("x".repeat(20))],
    ["consent_flow", "x".repeat(39)],
    ["opt_in_image_url", "http://example.com/opt-in.png"],
    ["includes", ["pictures"]],
    ["create_sub_account", "no"],
  ];
  for (const [field, value] of wrong) {
    const answer = await registered(ringback, { [field]: value });
    expect([field, answer.status]).toEqual([field, 422]);
    const { detail } = answer.body as { detail: readonly { loc: readonly unknown[] }[] };
    expect(detail.map(({ loc }) => loc.slice(0, 2))).toEqual([["body", field]]);
  }
  const required = ["business_name", "organization_type", "contact_title", "ein", "privacy_policy_url"];
  for (const field of [...required, "terms_of_service_url"]) {
    for (const value of [undefined, null]) {
      const answer = await registered(ringback, { ...brand, [field]: value });
      expect([field, answer.status]).toEqual([field, 422]);
    }
  }
  const edges = {
    ...brand,
    description: "x".repeat(40),
    consent_flow: "x".repeat(40),
    message_samples: ["x".repeat(20), "x".repeat(1024)],
    brand_name: null,
    industry: "retail",
    business_regions: ["usa_and_canada"],
    includes: ["links"],
    unknown_field: true,
  };
  expect((await registered(ringback, edges)).status).toBe(200);
});

verifies("phone.registration.review", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await registered(ringback);
  await advance(control, "6d23h59m59s");
  expect(await statusOf(ringback)).toMatchObject({ campaign_status: "pending" });
  await advance(control, "1s");
  expect(await statusOf(ringback)).toMatchObject({ campaign_status: "approved", stage: "complete" });
  expect((await control.get("/events?type=registration.decided")).body).toMatchObject({
    events: [{ account: "acct_001", status: "approved" }],
  });
});

verifies("phone.registration.review", "is decided by the controls, handed in or not", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const decide = (status: string) => control.put("/accounts/acct_001/registration", { status });
  expect((await decide("approved")).body).toEqual({ account: "acct_001", status: "approved" });
  expect(await statusOf(ringback)).toMatchObject({ campaign_status: "approved" });
  await decide("rejected");
  expect(await statusOf(ringback)).toMatchObject({ campaign_status: "rejected", stage: "rejected" });
  await registered(ringback);
  await decide("rejected");
  // The week that was begun decides nothing any more.
  await advance(control, "8d");
  expect(await statusOf(ringback)).toMatchObject({ campaign_status: "rejected" });
  expect((await control.put("/accounts/nobody/registration", { status: "approved" })).status).toBe(404);
});

verifies(["phone.registration.again", "phone.registration.once"], async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const decide = (status: string) => control.put("/accounts/acct_001/registration", { status });
  const first = (await registered(ringback)).body as { sub_account_id: string };
  const pending = await registered(ringback);
  expect([pending.status, pending.body]).toEqual([
    409,
    { detail: "A registration is already pending for this account." },
  ]);
  await decide("rejected");
  expect((await registered(ringback)).body).toMatchObject({
    campaign_status: "pending",
    sub_account_id: first.sub_account_id,
    fee_cents: 0,
  });
  await decide("approved");
  expect((await registered(ringback)).status).toBe(409);
  expect((await control.get("/accounts/acct_001/ledger")).body).toMatchObject({ costUsd: "25.00" });
});

verifies("phone.registration.scope", async () => {
  await using ringback = await startRingback();
  const { sub_account_id } = (await registered(ringback)).body as { sub_account_id: string };
  const { id: other } = (await phoneOf(ringback).post("/v1/sub-accounts", { name: "other" })).body as {
    id: string;
  };
  const { registrations } = ringback.worlds.main.domain.agentphone;
  const approved = () => ["acct_001", sub_account_id, other].map((id) => registrations.isApproved(id));
  expect(approved()).toEqual([false, false, false]);
  await controlOf(ringback).put(`/accounts/${sub_account_id}/registration`, { status: "approved" });
  expect(approved()).toEqual([true, true, false]);
  expect(await statusOf(ringback, sub_account_id)).toMatchObject({ campaign_status: "approved" });
  expect(await statusOf(ringback, other)).toMatchObject({ campaign_status: "none" });
  await controlOf(ringback).put(`/accounts/${other}/registration`, { status: "approved" });
  expect(approved()).toEqual([true, true, true]);
});
